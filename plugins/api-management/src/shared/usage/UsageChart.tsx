import type { Usage } from '@oaf/backstage-plugin-api-management-common';
import { DateTime } from 'luxon';
import {
  Bar,
  BarChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatCompactCount, formatCount } from '../format';
import { EmptyState } from '../components';
import { type Bar as Point, type ChartTime, toBars } from './toBars';
import styles from './UsageChart.module.css';

const series = [
  { key: 'answered', name: 'Answered', className: styles.answered },
  { key: 'errors', name: 'Errors', className: styles.errors },
  { key: 'throttled', name: 'Over the limit', className: styles.throttled },
] as const;

const timeFormats = { hour: 'HH:mm', day: 'd LLL' };
const tooltipFormats = { hour: 'd LLL, HH:mm', day: 'd LLL yyyy' };

/** Calls per hour or day: the answered ones, on top of them the errors, and what the plan's limits refused. */
export function UsageChart(props: {
  usage: Usage;
  time: ChartTime;
  height?: number;
}) {
  const { usage, time, height = 220 } = props;
  if (usage.totals.calls === 0) {
    return (
      <EmptyState
        title="No calls in this time"
        description="Calls appear here within a minute after the gateway answered them."
      />
    );
  }
  return (
    <figure className={styles.chart}>
      <ChartLegend {...time} />
      <ResponsiveContainer
        width="100%"
        height={height}
        initialDimension={{ width: 600, height }}
      >
        <BarChart
          data={toBars(usage, time)}
          margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
          barCategoryGap={2}
        >
          <CartesianGrid vertical={false} />
          <XAxis
            dataKey={({ start }: Point) => start.toMillis()}
            tickFormatter={start =>
              format(
                DateTime.fromMillis(start, { zone: time.zone }),
                timeFormats[time.interval],
              )
            }
            tickLine={false}
            axisLine={false}
            minTickGap={32}
          />
          <YAxis
            tickFormatter={formatCompactCount}
            allowDecimals={false}
            tickLine={false}
            axisLine={false}
            width={44}
          />
          <Tooltip
            cursor={{ className: styles.cursor }}
            content={tooltip => (
              <ChartTooltip
                point={
                  tooltip.active ? tooltip.payload?.[0]?.payload : undefined
                }
                interval={time.interval}
              />
            )}
          />
          {series.map(({ key, name, className }) => (
            <Bar
              key={key}
              dataKey={key}
              name={name}
              stackId="calls"
              className={className}
              maxBarSize={28}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </figure>
  );
}

function format(start: DateTime, pattern: string) {
  return start.setLocale('en').toFormat(pattern);
}

function ChartLegend({ interval, zone }: ChartTime) {
  return (
    <figcaption className={styles.legend}>
      <span className={styles.unit}>
        Calls per {interval}, {zone}
      </span>
      {series.map(({ key, name, className }) => (
        <span key={key} className={`${styles.entry} ${className}`}>
          {name}
        </span>
      ))}
    </figcaption>
  );
}

function ChartTooltip(props: { point?: Point; interval: Usage['interval'] }) {
  const { point, interval } = props;
  if (!point) {
    return null;
  }
  return (
    <div className={styles.tooltip}>
      <strong>{format(point.start, tooltipFormats[interval])}</strong>
      {series.map(({ key, name, className }) => (
        <span key={key} className={`${styles.entry} ${className}`}>
          {name} <b>{formatCount(point[key])}</b>
        </span>
      ))}
    </div>
  );
}
