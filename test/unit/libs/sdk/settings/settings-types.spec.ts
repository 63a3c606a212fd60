import { expect, expectTypeOf, it } from 'vitest';
import {
  chatSettings,
  dateRange,
  multiSelect,
  numberInput,
  select,
  slider,
  tab,
  tags,
  textInput,
  toggle,
} from '#libs/sdk';
import type { ChatContext, SettingsOf } from '#libs/sdk';

it('the types of a form’s values follow from its fields', () => {
  const form = chatSettings({
    model: select('Model', ['small', 'large'], { initial: 'small' }),
    voice: select('Voice', { Low: 'low', High: 'high' }),
    heat: slider('Temperature', { min: 0, max: 2, step: 0.1, initial: 0.7 }),
    tools: multiSelect('Tools', ['search', 'code']),
    strict: toggle('Strict'),
    name: textInput('Name'),
    count: numberInput('Count'),
    words: tags('Words'),
    stay: dateRange('Stay'),
  });
  expectTypeOf<SettingsOf<typeof form>>().toEqualTypeOf<{
    model: 'small' | 'large';
    voice: 'low' | 'high' | null;
    heat: number;
    tools: ('search' | 'code')[];
    strict: boolean;
    name: string | null;
    count: number | null;
    words: string[];
    stay: [string, string] | null;
  }>();
  expectTypeOf<ChatContext<SettingsOf<typeof form>>['settings']['heat']>().toBeNumber();
  expectTypeOf(form.defaults.model).toEqualTypeOf<'small' | 'large'>();
  expectTypeOf(form.send).returns.resolves.toHaveProperty('heat').toBeNumber();
  expect(form.defaults).toMatchObject({ model: 'small', voice: null, heat: 0.7, tools: [] });
});

it('tabs put their fields’ values together', () => {
  const form = chatSettings({
    model: tab('Model', { model: select('Model', ['a', 'b'], { initial: 'a' }) }),
    look: tab('Look', { dark: toggle('Dark') }),
  });
  expectTypeOf<SettingsOf<typeof form>>().toEqualTypeOf<{ model: 'a' | 'b'; dark: boolean }>();
  expect(form.dto.tabs?.map(({ id, label }) => [id, label])).toEqual([
    ['model', 'Model'],
    ['look', 'Look'],
  ]);
  expect(form.defaults).toEqual({ model: 'a', dark: false });
});

it('an initial value must be one of the choices', () => {
  // @ts-expect-error -- "huge" is not a choice
  expect(() => chatSettings({ m: select('M', ['small', 'large'], { initial: 'huge' }) })).toThrow(/one of/);
});
