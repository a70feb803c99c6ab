/** Where drizzle-kit finds the tables and puts the migrations (`bun run migrations --name what-changed`). */
import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: './server/store/schema.ts',
  out: './server/store/migrations',
})
