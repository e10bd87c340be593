import { isRegionOf, partitionNames, partitionOf } from './partitions';

describe('partitions', () => {
  it.each([
    ['eu-west-1', 'aws'],
    ['ap-southeast-7', 'aws'],
    ['mx-central-1', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['us-gov-east-1', 'aws-us-gov'],
    ['eusc-de-east-1', 'aws-eusc'],
  ])('%s is a region of %s and of no other', (region, name) => {
    expect(
      partitionNames.filter(other => isRegionOf(partitionOf(other), region)),
    ).toEqual([name]);
  });

  it.each(['no-such-region', 'us-iso-east-1', 'eu-west-1.evil.example', ''])(
    '%s is a region of none',
    region => {
      expect(
        partitionNames.filter(name => isRegionOf(partitionOf(name), region)),
      ).toEqual([]);
    },
  );

  it('has a home region in each', () => {
    for (const name of partitionNames) {
      const partition = partitionOf(name);
      expect(isRegionOf(partition, partition.region)).toBe(true);
    }
  });

  it('knows no other partition', () => {
    expect(() => partitionOf('aws-moon')).toThrow(
      'There is no AWS partition aws-moon; known are aws, aws-cn, aws-us-gov, aws-eusc',
    );
  });
});
