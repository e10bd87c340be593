import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Radio, RadioGroup, Text } from '@backstage/ui';
import type {
  ApiLocation,
  PublicationApi,
  PublicationLocation,
} from '@oaf/backstage-plugin-api-management-common';
import { apiManagementTranslationRef } from '../../translation';
import styles from './Publications.module.css';

type Props = {
  apis: PublicationApi[];
  chosen: PublicationLocation[];
  onChange: (chosen: PublicationLocation[]) => void;
};

/** Where each API of the product is to be called, with the reason where it cannot be. */
export function LocationChoice({ apis, chosen, onChange }: Props) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const choose = (gatewayApiId: string, location: ApiLocation) =>
    onChange([
      ...chosen.filter(one => one.gatewayApiId !== gatewayApiId),
      { gatewayApiId, location },
    ]);
  return (
    <>
      {apis.map(api => (
        <div key={api.gatewayApiId} className={styles.location}>
          <RadioGroup
            label={t('publication.location', { title: api.title })}
            orientation="horizontal"
            value={locationOf(api, chosen)}
            onChange={location =>
              choose(api.gatewayApiId, location as ApiLocation)
            }
          >
            <Radio value="front-door" isDisabled={Boolean(api.notAtFrontDoor)}>
              {t('apiLocation.front-door')}
            </Radio>
            <Radio value="in-place" isDisabled={Boolean(api.notInPlace)}>
              {t('apiLocation.in-place')}
            </Radio>
          </RadioGroup>
          <Text as="p" variant="body-small" color="secondary">
            {api.notInPlace ??
              t(`apiLocationDetail.${locationOf(api, chosen)}`)}
          </Text>
        </div>
      ))}
    </>
  );
}

function locationOf(
  { gatewayApiId, location }: PublicationApi,
  chosen: PublicationLocation[],
): ApiLocation {
  const choice = chosen.find(one => one.gatewayApiId === gatewayApiId);
  return choice?.location ?? location;
}
