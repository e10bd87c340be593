import { flat } from './flat';
import { perUnit } from './perUnit';

/** The contents page: a new kind of price is a file here and a line below. */
export const pricers = [flat, perUnit] as const;
