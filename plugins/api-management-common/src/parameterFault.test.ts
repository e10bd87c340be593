import { parameterFault, type StackParameterBounds } from './parameterFault';

const accounts: StackParameterBounds = {
  type: 'CommaDelimitedList',
  allowedPattern: '^[0-9]{12}$',
  constraintDescription: 'must be account ids of 12 digits',
};
const rate: StackParameterBounds = { type: 'Number', minValue: 1, maxValue: 9 };
const days: StackParameterBounds = {
  type: 'Number',
  allowedValues: ['1', '7'],
};

describe('parameterFault', () => {
  it.each([
    [accounts, '210987654321'],
    [accounts, '210987654321,123456789012'],
    [accounts, '210987654321, 123456789012'],
    [rate, '9'],
    [rate, '1.5'],
    [days, '7'],
  ])('%j takes %s', (parameter, value) => {
    expect(parameterFault(parameter, value)).toBeUndefined();
  });

  it.each([
    [accounts, '', 'must be account ids of 12 digits'],
    [accounts, '210987654321,x', 'must be account ids of 12 digits'],
    [accounts, '210987654321,', 'must be account ids of 12 digits'],
    [rate, 'many', 'must be a number'],
    [rate, '0', 'must be at least 1'],
    [rate, '10', 'must be at most 9'],
    [days, '2', 'must be one of: 1, 7'],
  ])('%j refuses %s: %s', (parameter, value, fault) => {
    expect(parameterFault(parameter, value)).toBe(fault);
  });
});
