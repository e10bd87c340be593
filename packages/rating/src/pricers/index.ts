import type { PriceComponentType } from '../Price';
import { flat } from './flat';
import { perUnit } from './perUnit';
import type { Pricer } from './Pricer';

/** The contents page: a new kind of price is a file here and a line below. */
export const pricers: Readonly<Record<PriceComponentType, Pricer>> = {
  flat,
  'per-unit': perUnit,
};
