import { plainText, shorten } from './plainText';

describe('plainText', () => {
  it('takes the first paragraph and drops the markup', () => {
    expect(
      plainText(
        '# Claims\nof **Halden Insurance**, see [the guide](http://x).\n\nMore.',
      ),
    ).toBe('Claims of Halden Insurance, see the guide.');
  });
});

describe('shorten', () => {
  it('ends with a whole sentence', () => {
    expect(shorten('One. Two and more.', 12)).toBe('One.');
  });

  it('cuts a sentence that is too long', () => {
    expect(shorten('One and two', 6)).toBe('One a…');
  });
});
