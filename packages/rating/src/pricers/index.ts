import { amountDiscount, percentDiscount } from './discounts';
import { flat } from './flat';
import { freeUnits } from './freeUnits';
import { graduated } from './graduated';
import { minimum } from './minimum';
import { oneTime } from './oneTime';
import { packages } from './packages';
import { perUnit } from './perUnit';
import { tax } from './tax';
import { trial } from './trial';
import { volume } from './volume';

/** The contents page: a new kind of price is a file here and a line below. */
export const pricers = [
  flat,
  perUnit,
  oneTime,
  packages,
  graduated,
  volume,
  freeUnits,
  trial,
  minimum,
  percentDiscount,
  amountDiscount,
  tax,
] as const;
