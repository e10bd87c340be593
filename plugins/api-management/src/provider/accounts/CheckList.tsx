import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import type { LinkCheckResult } from '@oaf/backstage-plugin-api-management-common';
import {
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiIndeterminateCircleLine,
} from '@remixicon/react';
import { apiManagementTranslationRef } from '../../translation';
import styles from './Accounts.module.css';

const icons = {
  passed: RiCheckboxCircleLine,
  failed: RiCloseCircleLine,
  skipped: RiIndeterminateCircleLine,
};

/** What each check of a trust role found; a failed one says what to do. */
export function CheckList({ checks }: { checks: LinkCheckResult[] }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <ul className={styles.checks} aria-label="Checks">
      {checks.map(({ check, outcome, message }) => {
        const Icon = icons[outcome];
        return (
          <li key={check} className={styles.check} data-outcome={outcome}>
            <Icon size={18} aria-hidden />
            <div>
              {t(`linkCheck.${check}`)}
              <VisuallyHidden>{`: ${t(
                `checkOutcome.${outcome}`,
              )}`}</VisuallyHidden>
              {message && <p className={styles.message}>{message}</p>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
