import { describe, expect, it } from 'vitest';
import {
  type Installation,
  installation,
  makeInstallation,
  readConfigText,
  resourcesOf,
  stages,
} from './installation.ts';

interface Widget {
  type: string;
  width: number;
  properties: { title?: string; metrics?: unknown[][]; alarms?: string[] };
}

/** The body as CloudWatch gets it, a reference as the logical id of what it leads to. */
function widgetsOf({ template }: Installation): Widget[] {
  const [[, dashboard] = []] = resourcesOf(template('app'), 'AWS::CloudWatch::Dashboard');
  return JSON.parse(textOf(dashboard?.Properties.DashboardBody)).widgets;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const {
    'Fn::Join': join,
    'Fn::GetAtt': attribute,
    'Fn::ImportValue': imported,
    Ref,
  } = value as Record<string, never>;
  if (join !== undefined) return (join[1] as unknown[]).map(textOf).join('');
  return String(Ref ?? attribute?.[0] ?? textOf(imported));
}

const turnedOff = () =>
  makeInstallation('prod', readConfigText('prod').replace(/^alarms:/m, "dashboard: 'off'\n\nalarms:"));

describe.each(stages)('the dashboard (%s)', (stage) => {
  const made = installation(stage);
  const template = made.template('app');
  const widgets = widgetsOf(made);
  const titled = (title: string) => widgets.filter(({ properties }) => properties.title === title);
  const metricsOf = (title: string) => titled(title).flatMap(({ properties }) => properties.metrics ?? []);
  const shown = JSON.stringify(widgets);

  it('is one, under the name of the installation', () => {
    const dashboards = resourcesOf(template, 'AWS::CloudWatch::Dashboard');
    expect(dashboards.map(([, { Properties }]) => Properties.DashboardName)).toEqual([`sakimawari-${stage}`]);
  });

  it('shows every alarm, above all else, and makes none of its own', () => {
    const first = widgets.find(({ type }) => type === 'alarm');
    const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([id]) => id);
    expect(first?.properties.alarms?.toSorted()).toEqual(alarms.sort());
    expect(widgets.slice(0, 2)).toContain(first);
    for (const id of alarms) expect(id).not.toMatch(/Dashboard/);
  });

  it('shows errors, throttles, calls and duration of every function', () => {
    const functions = resourcesOf(template, 'AWS::Lambda::Function').map(([id]) => id);
    for (const title of [
      'Errors of functions',
      'Throttles of functions',
      'Calls of functions',
      'Duration of functions, p90 (ms)',
    ]) {
      const named = metricsOf(title).map(([, , , value]) => value);
      expect(named.sort(), title).toEqual(functions.sort());
    }
  });

  it('shows every queue, table and the state machine', () => {
    const types = ['AWS::SQS::Queue', 'AWS::StepFunctions::StateMachine'];
    for (const type of types) for (const [id] of resourcesOf(template, type)) expect(shown).toContain(id);
    for (const table of ['EventsTable', 'AccountsTable']) {
      expect(shown).toMatch(new RegExp(`"AWS/DynamoDB","\\w*Throttle\\w*"[^\\]]*${table}`));
    }
    const deadLetters = metricsOf('Work that was given up');
    expect(deadLetters).toHaveLength(
      resourcesOf(template, 'AWS::SQS::Queue').filter(([id]) => !/WorkQueue/.test(id)).length,
    );
  });

  it('shows how far behind what follows the tables is, and how old the oldest mail is', () => {
    expect(metricsOf('How far behind the tables (ms)').map(([, name]) => name)).toEqual(Array(3).fill('IteratorAge'));
    expect(metricsOf('Age of the oldest mail that waits (s)').map((metric) => metric.slice(0, 4))).toEqual([
      ['Sakimawari', 'OldestPendingMailInSeconds', 'function', expect.stringContaining('sweepoutbox')],
    ]);
    expect(metricsOf('SES: mails').map(([space, name]) => `${space} ${name}`)).toContain('AWS/SES Bounce');
  });

  it('stays within what CloudWatch takes', () => {
    expect(widgets.length).toBeLessThanOrEqual(500);
    for (const { properties, width } of widgets) {
      expect(width).toBeLessThanOrEqual(24);
      expect(properties.metrics?.length ?? 0).toBeLessThanOrEqual(500);
      expect(properties.alarms?.length ?? 0).toBeLessThanOrEqual(100);
    }
  });
});

describe('without the dashboard', () => {
  it('everything else is as it was', () => {
    const resources = ({ template }: Installation) => {
      const { Resources } = template('app').toJSON() as { Resources: Record<string, { Type: string }> };
      return Object.keys(Resources).filter((id) => Resources[id]?.Type !== 'AWS::CloudWatch::Dashboard');
    };
    const off = turnedOff();
    expect(resourcesOf(off.template('app'), 'AWS::CloudWatch::Dashboard')).toEqual([]);
    expect(resources(off)).toEqual(resources(installation('prod')));
  });
});
