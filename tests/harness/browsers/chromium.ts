/** Where the system's Chromium is; `CHROMIUM` names another one. */
import { existsSync } from 'node:fs'

const SHELL = '/usr/bin/chromium-headless-shell'

/** The whole browser: its pages are really hidden, and it can be told to trust an address without TLS, as the network lab needs. */
export const FULL_CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
/** The headless shell where there is one: the same engine, every page always in front, for half of the CPU time. */
export const CHROMIUM = process.env.CHROMIUM ?? (existsSync(SHELL) ? SHELL : FULL_CHROMIUM)
