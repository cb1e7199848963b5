import { join } from 'node:path';
import { prepareImage } from './docker.ts';
import { LocalError } from './local-error.ts';
import { neededPython, preparePython } from './python.ts';

/** What runs a Python program: a Python of this machine or, where none can be had, a container. */
export type PythonRuntime = { python: string } | { image: string };

export interface RuntimeOptions {
  /** What the program is, as its user knows it. */
  name: string;
  /** Holds the program's requirements.txt, and the Dockerfile that installs the same list. */
  source: string;
  pythonFolder: string;
  image: string;
}

/** Made once; asked again, it is there at once. */
export async function prepareRuntime({ name, source, ...names }: RuntimeOptions): Promise<PythonRuntime> {
  const python = await preparePython(names.pythonFolder, join(source, 'requirements.txt'));
  if (python !== undefined) return { python };
  const image = await prepareImage(names.image, source);
  if (image !== undefined) return { image };
  throw new LocalError('python-missing', [
    `${name} needs ${neededPython}, or uv, or Docker with its engine running; none of them was found.`,
    `Nothing of it is installed into your system: it goes into ${names.pythonFolder}, or into an image.`,
    'Install one: Debian and Ubuntu `sudo apt install python3-venv`, macOS `brew install python`, anywhere https://docs.astral.sh/uv/.',
  ]);
}
