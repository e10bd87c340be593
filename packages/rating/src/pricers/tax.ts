import { formatDecimal } from '../decimal';
import { definePricer } from './Pricer';

/** A tax on all that is to pay. */
export const tax = definePricer({
  type: 'tax',
  title: 'Tax',
  stage: 'tax',
  fields: {
    percent: { kind: 'percent', label: 'Tax in percent' },
    name: { kind: 'text', label: 'Name of the tax' },
  },
  price: ({ percent, name }, { net, money }) => [
    {
      description: `${name}, ${formatDecimal(percent)} %`,
      quantity: percent.div(100),
      unitAmount: net,
      rule: `${formatDecimal(percent)} % of ${money(net)}`,
    },
  ],
  describe: ({ percent, name }) => `plus ${percent} % ${name}`,
});
