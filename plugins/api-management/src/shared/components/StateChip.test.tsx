import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { type State, StateChip } from './StateChip';

describe('StateChip', () => {
  it.each([
    ['active', 'Active', 'positive'],
    ['requested', 'Waiting for approval', 'warning'],
    ['failed', 'Failed', 'negative'],
    ['ended', 'Ended', 'neutral'],
  ] as Array<[State, string, string]>)(
    'says %s by the word “%s”, not by the %s colour alone',
    async (state, word, tone) => {
      renderInTestApp(<StateChip state={state} />);
      expect(await screen.findByText(word)).toHaveAttribute('data-tone', tone);
    },
  );
});
