/** Entry of the desktop program. */
import { start } from './start.ts';

start();
