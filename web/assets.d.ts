/** What the build lets code import besides code. */
declare module '*.css'
