import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { apiManagementTranslationRef } from '../../translation';
import { useSupport } from './useSupport';

/** Where to ask for help; nothing where the installation names no place. */
export function SupportLinks() {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <>
      {useSupport().map(({ title = t('support.contact'), url }) => (
        <Link key={`${title} ${url}`} href={url}>
          {title}
        </Link>
      ))}
    </>
  );
}
