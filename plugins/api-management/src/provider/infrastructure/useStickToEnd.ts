import { useLayoutEffect, useRef } from 'react';

const NEAR = 24;

/** Keeps the end of what scrolls in sight while it grows, unless the reader scrolled away from it. */
export function useStickToEnd<Target extends HTMLElement>(size: number) {
  const ref = useRef<Target>(null);
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    if (ref.current && isAtEnd.current) {
      ref.current.scrollTop = ref.current.scrollHeight;
    }
  }, [size]);
  const onScroll = () => {
    const { scrollTop, clientHeight, scrollHeight } = ref.current!;
    isAtEnd.current = scrollTop + clientHeight >= scrollHeight - NEAR;
  };
  return { ref, onScroll };
}
