import { useContext, useEffect, useRef, useState } from 'react';
import { UNSAFE_NavigationContext as NavigationContext } from 'react-router-dom';

/** Goes where the reader wanted to. */
type Go = () => void;

/** Answers whether it keeps the reader here and asks. */
type Hold = (go: Go) => boolean;

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
    const hold: Hold = go => {
      if (!isLeaving.current) setHeld({ go });
      return !isLeaving.current;
    };
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
function holdNavigation(navigator: Navigator, hold: Hold) {
  const { push, replace } = navigator;
  const holding =
    (change: Navigator['push']): Navigator['push'] =>
    (...args) => {
      const go = () => change.apply(navigator, args);
      if (!hold(go)) go();
    };
  Object.assign(navigator, {
    push: holding(push),
    replace: holding(replace),
  });
  return () => Object.assign(navigator, { push, replace });
}

/** What is needed of https://html.spec.whatwg.org/#navigation-interface. */
type Navigation = EventTarget & { traverseTo(key: string): unknown };
type NavigateEvent = Event & {
  navigationType: string;
  destination: { key: string };
};

/** Back and forward. An event of `popstate` is too late: the router hears it first and has left the page. */
function holdHistory(hold: Hold) {
  const { navigation } = window as { navigation?: Navigation };
  const onNavigate = (event: Event) => {
    const { navigationType, destination } = event as NavigateEvent;
    const go = () => void navigation?.traverseTo(destination.key);
    if (navigationType === 'traverse' && event.cancelable && hold(go)) {
      event.preventDefault();
    }
  };
  navigation?.addEventListener('navigate', onNavigate);
  return () => navigation?.removeEventListener('navigate', onNavigate);
}

function askBeforeUnload() {
  const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
  window.addEventListener('beforeunload', onUnload);
  return () => window.removeEventListener('beforeunload', onUnload);
}
