import { useContext, useEffect, useRef, useState } from 'react';
import { UNSAFE_NavigationContext as NavigationContext } from 'react-router-dom';

type Go = () => void;

/** The router counts its entries of the browser's history. */
const position = (): number => window.history.state?.idx ?? 0;

/**
 * Holds back whatever leads away from the page: links and tabs, back and forward, reload and close. The browser itself
 * asks about the last two. React Router's own `useBlocker` needs a data router, which Backstage has not.
 */
export function useLeaveGuard(isActive: boolean) {
  const { navigator } = useContext(NavigationContext);
  const [held, setHeld] = useState<{ go: Go }>();
  const isLeaving = useRef(false);
  useEffect(() => {
    if (!isActive) {
      return undefined;
    }
    const hold = (go: Go) => (isLeaving.current ? go() : setHeld({ go }));
    const undo = [
      holdNavigation(navigator, hold),
      holdHistory(hold),
      askBeforeUnload(),
    ];
    return () => undo.forEach(each => each());
  }, [isActive, navigator]);
  return {
    asks: held !== undefined,
    leave: () => {
      isLeaving.current = true;
      held?.go();
    },
    stay: () => setHeld(undefined),
  };
}

type Navigator = React.ContextType<typeof NavigationContext>['navigator'];

/** Links, tabs and `navigate()`. */
function holdNavigation(navigator: Navigator, hold: (go: Go) => void) {
  const { push, replace } = navigator;
  navigator.push = (...args) => hold(() => push.apply(navigator, args));
  navigator.replace = (...args) => hold(() => replace.apply(navigator, args));
  return () => Object.assign(navigator, { push, replace });
}

/** Back and forward: the browser has gone already, so it is sent back before the router hears of it. */
function holdHistory(hold: (go: Go) => void) {
  const here = position();
  let passes = 0;
  const pass = (steps: number) => {
    passes += 1;
    window.history.go(steps);
  };
  const onPop = (event: PopStateEvent) => {
    const steps = position() - here;
    if (steps === 0 || passes > 0) {
      passes = Math.max(0, passes - 1);
      // The way back here is none of the router's business.
      if (steps === 0) event.stopImmediatePropagation();
      return;
    }
    event.stopImmediatePropagation();
    pass(-steps);
    hold(() => pass(steps));
  };
  window.addEventListener('popstate', onPop, { capture: true });
  return () => window.removeEventListener('popstate', onPop, { capture: true });
}

function askBeforeUnload() {
  const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
  window.addEventListener('beforeunload', onUnload);
  return () => window.removeEventListener('beforeunload', onUnload);
}
