import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Text } from '@backstage/ui';
import type {
  ApiProduct,
  Publication,
  PublicationAction,
} from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { ProgressBar, StateChip } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { isUnderWay } from './isUnderWay';
import { PublicationDialog } from './PublicationDialog';
import styles from './Publications.module.css';
import { wordOf } from './wordOf';

type Props = { product: ApiProduct; publication: Publication };

/** What is served as it should be needs no button that changes nothing, unless an API can be called elsewhere. */
const isWorthApplying = ({ state, outdated, apis }: Publication) =>
  state !== 'published' ||
  outdated ||
  apis.some(api => !api.notInPlace && !api.notAtFrontDoor);

/** One gateway, with what it serves of the product and what can be done there. */
export function PublicationEntry({ product, publication }: Props) {
  const { title, account, region, state } = publication;
  return (
    <section className={styles.entry} aria-label={title}>
      <header className={styles.head}>
        <div>
          <Text as="h3" weight="bold">
            {title}
          </Text>
          <Text as="p" variant="body-small" color="secondary">
            {account} · {region}
          </Text>
        </div>
        <StateChip state={state} />
      </header>
      <Notices publication={publication} />
      <Offers publication={publication} />
      <Actions product={product} publication={publication} />
    </section>
  );
}

function Notices({ publication }: Pick<Props, 'publication'>) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { obstacle, failure, waitingFor, outdated } = publication;
  return (
    <>
      {isUnderWay(publication) && <Progress publication={publication} />}
      {waitingFor && <Alert status="warning" icon title={waitingFor} />}
      {failure && (
        <Alert
          status="danger"
          icon
          title={t('publication.failed')}
          description={failure}
        />
      )}
      {obstacle && <Alert status="warning" icon title={obstacle} />}
      {outdated && !isUnderWay(publication) && (
        <Alert
          status="info"
          icon
          title={t('publication.outdated')}
          description={t('publication.outdatedDetail')}
        />
      )}
    </>
  );
}

function Progress({ publication }: Pick<Props, 'publication'>) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { changesMade, changesTotal } = publication;
  const words = t('publication.progress', {
    made: String(changesMade),
    total: String(changesTotal),
  });
  return (
    <div>
      <Text as="p" variant="body-small" color="secondary">
        {words}
      </Text>
      <ProgressBar label={words} done={changesMade} total={changesTotal} />
    </div>
  );
}

function Offers({ publication: { offers } }: Pick<Props, 'publication'>) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return offers.length > 0 ? (
    <ul className={styles.offers}>
      {offers.map(({ gatewayApiId, title, url, path, location }) => (
        <li key={gatewayApiId}>
          {title} · {t(`apiLocation.${location}`)}
          <code>{url ?? (location === 'in-place' ? '' : path)}</code>
        </li>
      ))}
    </ul>
  ) : null;
}

function Actions({ product, publication }: Props) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const [asked, setAsked] = useState<PublicationAction>();
  return (
    <div className={styles.actions}>
      {publication.actions
        .filter(action => action !== 'apply' || isWorthApplying(publication))
        .map(action => (
          <Button
            key={action}
            variant={action === 'apply' ? 'primary' : 'secondary'}
            onPress={() => setAsked(action)}
          >
            {t(`publicationAction.${wordOf(action, publication)}`)}
          </Button>
        ))}
      {asked && (
        <PublicationDialog
          product={product}
          publication={publication}
          action={asked}
          onClose={() => setAsked(undefined)}
        />
      )}
    </div>
  );
}
