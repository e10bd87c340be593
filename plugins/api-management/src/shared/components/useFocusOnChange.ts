import { useEffect, useRef } from 'react';
import { useNavigationType } from 'react-router-dom';

/**
 * Moves the focus to an element whenever what it shows becomes another step: the button that was pressed is gone, and
 * a screen reader would say nothing. Also when the step is a page of its own, but not on the first page that is opened.
 * @param isResult - it comes of what was done before, wherever it is drawn
 */
export function useFocusOnChange<Target extends HTMLElement>(
  step: string,
  isResult = false,
) {
  const target = useRef<Target>(null);
  const isFirst = useNavigationType() === 'POP' && !isResult;
  const opened = isFirst ? step : undefined;
  const shown = useRef(opened);
  useEffect(() => {
    if (shown.current !== step) {
      shown.current = step;
      target.current?.focus();
    }
  }, [step]);
  return target;
}
