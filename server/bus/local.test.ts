/** The local bus keeps the bus's contract. */
import { busContract } from './bus.contract.ts'
import { createLocalBus } from './local.ts'

busContract('local', createLocalBus)
