import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import type { Range } from './useRange';

const labels: Record<Range, string> = {
  '24h': '24 hours',
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
  '12m': '12 months',
};

/** Chooses how far back usage is shown. */
export function RangeToggle(props: {
  range: Range;
  onChange: (range: Range) => void;
}) {
  return (
    <ToggleButtonGroup
      aria-label="Range of time"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[props.range]}
      onSelectionChange={keys => props.onChange([...keys][0] as Range)}
    >
      {(Object.keys(labels) as Range[]).map(range => (
        <ToggleButton key={range} id={range} size="small">
          {labels[range]}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
