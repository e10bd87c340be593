import { useState } from 'react';
import type { TrustChoice } from './PermissionSetChoice';

/** What the role shall be made for: importing, until the reader chooses more. */
export function useTrustChoice() {
  const [choice, setChoice] = useState<TrustChoice>({
    permissionSets: ['import'],
    events: false,
  });
  const onChoose = (patch: Partial<TrustChoice>) =>
    setChoice(former => ({ ...former, ...patch }));
  return { choice, onChoose };
}
