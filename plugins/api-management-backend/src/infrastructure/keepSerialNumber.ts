import type { Foundation } from '../composition/Foundation';

/** Records the serial number on the first start; an installation keeps it, however it is deployed later. */
export async function keepSerialNumber({
  config: { serialNumber: given },
  stackStore,
  logger,
}: Pick<Foundation, 'config' | 'stackStore' | 'logger'>): Promise<void> {
  const kept = await stackStore.serialNumber(given);
  if (given !== undefined && given !== kept) {
    logger.warn(
      `The database is of the installation ${kept}, and apiManagement.installation.serialNumber says ${given}: the former stays`,
    );
  }
}
