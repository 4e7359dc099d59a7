/** Every scenario that the kit writes; each names its folder below `sample-data/cases`. */
import type { Scenario } from '../kit/scenario.ts';
import { insider } from './insider/index.ts';
import { laptop } from './laptop/index.ts';
import { supplierToken } from './supplier-token/index.ts';

export const SCENARIOS: readonly (() => Scenario)[] = [supplierToken, insider, laptop];
