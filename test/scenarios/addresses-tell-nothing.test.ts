import { keyBehindSharedNat } from './key-behind-shared-nat.ts';
import { newAddressEveryTime } from './new-address-every-time.ts';
import { prove } from './office/prove.ts';
import { resetAndLookalike } from './reset-and-lookalike.ts';
import { sharedExitSession } from './shared-exit-session.ts';
import { threeSprayed } from './three-sprayed.ts';

prove('a stolen session behind the exit that everybody shares', sharedExitSession);
prove('another address for every action', newAddressEveryTime);
prove('factors reset by a stolen administrator, and a look-alike colleague', resetAndLookalike);
prove('three sprayed accounts behind an exit for travellers', threeSprayed);
// A flow of the machine that the actor started names no account: the way from it to the key is not walked yet.
prove('a leaked key behind the address of the build runners', keyBehindSharedNat, [3]);
