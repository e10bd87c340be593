import { collect } from './readApis';
import { mapInOrder } from './mapInOrder';

async function* numbers(count: number) {
  for (let number = 0; number < count; number += 1) {
    yield number;
  }
}

const turn = () => new Promise(resolve => setImmediate(resolve));

describe('mapInOrder', () => {
  it('keeps the order and never runs more than the limit', async () => {
    let running = 0;
    let most = 0;
    const map = async (number: number) => {
      running += 1;
      most = Math.max(most, running);
      for (let turns = number % 3; turns >= 0; turns -= 1) {
        await turn();
      }
      running -= 1;
      return number * 10;
    };
    const results = await collect(mapInOrder(numbers(20), 4, map));
    expect(results).toEqual(Array.from({ length: 20 }, (_, i) => i * 10));
    expect(most).toBe(4);
  });

  it('throws what a mapping throws, after what came before it', async () => {
    const seen: number[] = [];
    const read = async () => {
      for await (const number of mapInOrder(numbers(10), 3, async item => {
        if (item >= 2) throw new Error(`No ${item}`);
        return item;
      })) {
        seen.push(number);
      }
    };
    await expect(read()).rejects.toThrow('No 2');
    expect(seen).toEqual([0, 1]);
  });
});
