import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Job {
  if?: string;
  environment?: string;
  permissions: Record<string, string>;
  concurrency?: { 'cancel-in-progress': boolean };
  steps: { run?: string; uses?: string; with?: Record<string, string | number | boolean> }[];
}

describe('the example for GitHub Actions', () => {
  const file = join(import.meta.dirname, '../examples/github-actions/sakimawari.yaml');
  const { on, permissions, jobs } = parse(readFileSync(file, 'utf8')) as {
    on: object;
    permissions: Record<string, string>;
    jobs: Record<'difference' | 'deploy', Job>;
  };
  const runsOf = ({ steps }: Job) => steps.flatMap(({ run }) => run ?? []).join('\n');
  const roleOf = ({ steps }: Job) =>
    steps.find(({ with: given }) => given?.['role-to-assume'])?.with?.['role-to-assume'];

  it('deploys only what is on the main branch and was approved, one at a time', () => {
    const { deploy } = jobs;
    expect(deploy.if).toBe("github.event_name == 'push'");
    expect(deploy.environment).toBe('prod');
    expect(deploy.concurrency?.['cancel-in-progress']).toBe(false);
    expect(runsOf(deploy)).toMatch(/npm ci[\s\S]*cdk deploy --all[\s\S]*migrate[\s\S]*doctor/);
  });

  it('lets a pull request look, by a role of its own', () => {
    const { difference, deploy } = jobs;
    expect(runsOf(difference)).not.toMatch(/cdk deploy|sakimawari/);
    expect(roleOf(difference)).not.toBe(roleOf(deploy));
    // That event runs a stranger's change with the rights of the repository.
    expect(Object.keys(on)).not.toContain('pull_request_target');
  });

  it('holds no key, and no right that it does not need', () => {
    expect(permissions).toEqual({ contents: 'read' });
    for (const job of Object.values(jobs)) expect(job.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    expect(readFileSync(file, 'utf8')).not.toMatch(/secrets\.|AKIA|aws-secret/);
  });

  it('calls commands that there are, as docs/operating.md has them', () => {
    const operating = readFileSync(join(import.meta.dirname, '../docs/operating.md'), 'utf8');
    const called = [...runsOf(jobs.deploy).matchAll(/npx sakimawari --stage "\$STAGE" ([\w-]+)/g)];
    expect(called.length).toBeGreaterThan(1);
    for (const [, name] of called) expect(operating).toContain(`\n### \`${name}\`\n`);
  });
});
