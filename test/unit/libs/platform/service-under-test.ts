// Not through the library's index: the whole of Nest would be loaded anew for every test.
import 'reflect-metadata';
import { loadConfig } from '../../../../libs/platform/src/config/load-config.js';
import { IntegerSetting } from '../../../../libs/platform/src/config/setting.js';
import { DomainError } from '../../../../libs/platform/src/errors/domain-error.js';
import { runService, setUpLogging } from '../../../../libs/platform/src/process/run-service.js';

class Settings {
  @IntegerSetting(1, 10)
  FIRST: number = 1;

  @IntegerSetting(1, 10)
  SECOND: number = 1;
}

/** A service that says what happens to it, and does what its one argument says. */
const [, , fate] = process.argv;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const start = async () => {
  loadConfig(Settings, process.env);
  setUpLogging('kitchen', 'error');
  if (fate === 'no oven') throw new DomainError('unavailable', 'There is no oven. Buy one.');
  if (fate === 'bug at start') throw new TypeError('a bug at start');
  if (['bug later', 'guest’s bug later'].includes(fate ?? ''))
    setTimeout(() => void Promise.reject(new TypeError('a bug later')), 1);
  if (fate === 'unheard') talkToNobody();
  const open = setInterval(() => undefined, 60_000);
  say('serving');
  return {
    async stop() {
      say('stopping');
      // The second signal comes while the first is being obeyed.
      await new Promise((resolve) => setTimeout(resolve, fate === 'slow' ? 200 : 1));
      clearInterval(open);
      if (fate === 'cannot stop') throw new Error('the door is stuck');
      say('stopped');
    },
  };
};

/** Says something again and again, and ends itself at last. */
function talkToNobody(): void {
  let said = 0;
  setInterval(() => {
    say('anybody there?');
    if (++said === 50) process.kill(process.pid, 'SIGTERM');
  }, 5);
}

await runService('kitchen', start, { runsForeignCode: fate?.startsWith('guest') ?? false });
