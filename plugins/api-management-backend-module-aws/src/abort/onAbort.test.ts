import { onAbort } from './onAbort';

describe('onAbort', () => {
  it('calls back who still listens, once', () => {
    const controller = new AbortController();
    const [kept, ignored] = [jest.fn(), jest.fn()];
    onAbort(controller.signal, kept);
    onAbort(controller.signal, ignored)();
    controller.abort();
    controller.abort();
    expect(kept).toHaveBeenCalledTimes(1);
    expect(ignored).not.toHaveBeenCalled();
  });

  it('listens once to a signal that many share', () => {
    const { signal } = new AbortController();
    const listen = jest.spyOn(signal, 'addEventListener');
    onAbort(signal, () => {});
    onAbort(signal, () => {});
    expect(listen).toHaveBeenCalledTimes(1);
  });
});
