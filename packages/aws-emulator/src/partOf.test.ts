import { partOf, titleOfPart } from './partOf';

const DAY_MS = 86_400_000;

describe('the part of a matrix', () => {
  it('is another one each day, until all were tried', () => {
    const days = [0, 1, 2, 3].map(day =>
      titleOfPart(partOf(3, undefined, day * DAY_MS)),
    );
    expect(days).toEqual(['part 1/3', 'part 2/3', 'part 3/3', 'part 1/3']);
  });

  it('can be chosen', () => {
    expect(partOf(3, '4/8')).toEqual({ nth: 3, of: 8 });
    expect(partOf(3, '1/1')).toEqual({ nth: 0, of: 1 });
  });

  it.each(['', '1', '0/8', '9/8', 'all'])('is not %j', chosen => {
    expect(() => partOf(3, chosen)).toThrow('OAF_FAULTS');
  });
});
