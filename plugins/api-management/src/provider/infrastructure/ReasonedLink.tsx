import { ButtonLink } from '@backstage/ui';
import type { ReactNode } from 'react';
import { ReasonedButton } from '../../shared';

/** Leads somewhere, or is disabled and says why. */
export const ReasonedLink = (props: {
  href: string;
  reason: string | undefined;
  children: ReactNode;
}) =>
  props.reason ? (
    <ReasonedButton reason={props.reason}>{props.children}</ReasonedButton>
  ) : (
    <ButtonLink href={props.href}>{props.children}</ButtonLink>
  );
