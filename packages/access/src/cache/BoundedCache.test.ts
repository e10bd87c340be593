import { BoundedCache } from './BoundedCache';

describe('BoundedCache', () => {
  it('answers what was set, and undefined for the rest', () => {
    const cache = new BoundedCache<number>(2);
    cache.set('a', 1);
    cache.set('a', 2);
    expect(cache.get('a')).toBe(2);
    expect(cache.get('b')).toBeUndefined();
  });

  it('drops the oldest entry', () => {
    const cache = new BoundedCache<number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.set('c', 3);
    expect(cache.get('a')).toBeUndefined();
    expect(cache.get('b')).toBe(2);
    expect(cache.get('c')).toBe(3);
  });

  it('drops nothing when an entry is replaced', () => {
    const cache = new BoundedCache<number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.set('b', 3);
    expect(cache.get('a')).toBe(1);
  });

  it('keeps the newest entries however many came', () => {
    const cache = new BoundedCache<number>(100);
    for (let index = 0; index < 1000; index += 1) {
      cache.set(`${index}`, index);
    }
    expect(cache.get('899')).toBeUndefined();
    expect(cache.get('900')).toBe(900);
    expect(cache.get('999')).toBe(999);
  });

  it('forgets everything when it is cleared, and goes on', () => {
    const cache = new BoundedCache<number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.set('c', 3);
    cache.clear();
    expect(cache.get('c')).toBeUndefined();
    cache.set('d', 4);
    cache.set('e', 5);
    cache.set('f', 6);
    expect(cache.get('d')).toBeUndefined();
    expect(cache.get('e')).toBe(5);
    expect(cache.get('f')).toBe(6);
  });
});
