import { Badge } from '@backstage/ui';
import type { AccessProfile } from '@oaf/backstage-plugin-api-management-common';
import { RiShieldKeyholeLine } from '@remixicon/react';

const profiles: Record<AccessProfile, { title: string; explanation: string }> =
  {
    'fapi2-cc-dpop': {
      title: 'FAPI 2.0 · DPoP',
      explanation:
        'Your program signs in with its own key (private_key_jwt), and each access token works only together with that key (DPoP).',
    },
  };

/** How a program proves who it is when it calls the product. */
export function AccessProfileBadge(props: { profile: AccessProfile }) {
  const { title, explanation } = profiles[props.profile];
  return (
    <Badge icon={<RiShieldKeyholeLine />} title={explanation}>
      {title}
    </Badge>
  );
}
