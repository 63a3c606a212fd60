import { describe, expect, it } from 'vitest';
import type { Json } from '#libs/contracts';
import {
  chatSettings,
  checkbox,
  datePicker,
  dateRange,
  multiSelect,
  numberInput,
  radio,
  select,
  slider,
  tags,
  textInput,
  toggle,
} from '#libs/sdk';
import {
  formHolding,
  settingsThatHold,
  validateSettings,
} from '../../../../../libs/sdk/src/settings/validate-settings.js';

const form = chatSettings({
  on: toggle('On'),
  seen: checkbox('Seen'),
  heat: slider('Heat', { min: 0, max: 2, step: 0.1, initial: 0.7 }),
  model: select('Model', ['small', 'large'], { initial: 'small' }),
  size: radio('Size', ['s', 'l']),
  tools: multiSelect('Tools', ['search', 'code']),
  words: tags('Words'),
  name: textInput('Name'),
  count: numberInput('Count'),
  day: datePicker('Day', { minDate: '2026-01-10', maxDate: '2026-01-20' }),
  stay: dateRange('Stay'),
}).dto;

const checked = (id: string, value: Json): Json | undefined =>
  validateSettings(form, { [id]: value }).values[id];

describe('a value', () => {
  it.each<[string, Json, Json]>([
    ['on', true, true],
    ['heat', 0.3, 0.3],
    ['heat', 0.1 + 0.2, 0.1 + 0.2],
    ['heat', 2, 2],
    ['model', 'large', 'large'],
    ['size', null, null],
    ['tools', ['code'], ['code']],
    ['tools', null, []],
    ['words', ['own'], ['own']],
    ['name', 'Ada', 'Ada'],
    ['name', '', null],
    ['count', '3.5', 3.5],
    ['count', ' ', null],
    ['count', 7, 7],
    ['day', '2026-01-20', '2026-01-20'],
    ['day', '2026-01-09T23:00:00.000Z', '2026-01-09T23:00:00.000Z'],
    ['day', '', null],
    ['stay', ['2026-01-01', '2026-01-01'], ['2026-01-01', '2026-01-01']],
  ])('of %s that is %o counts as %o', (id, value, meant) => {
    expect(checked(id, value)).toEqual(meant);
  });

  it.each<[string, Json, string]>([
    ['on', 'true', 'true or false'],
    ['seen', null, 'true or false'],
    ['heat', 2.1, 'from 0 to 2'],
    ['heat', 0.25, 'steps of 0.1'],
    ['heat', '1', 'a number'],
    ['model', 'huge', 'one of small, large'],
    ['model', null, 'one of small, large'],
    ['model', ['small'], 'one of small, large'],
    ['size', 'm', 'one of s, l'],
    ['tools', ['hack'], 'some of search, code'],
    ['tools', 'code', 'some of search, code'],
    ['words', [1], 'a list of texts'],
    ['name', 5, 'a text'],
    ['count', 'many', 'a number'],
    ['count', 'Infinity', 'a number'],
    ['day', 'tomorrow', 'a day'],
    ['day', '2026-02-30', 'a day'],
    ['day', '2026-01-09', 'before 2026-01-10'],
    ['day', '2026-01-21', 'after 2026-01-20'],
    ['stay', '2026-01-01', 'a first and a last day'],
    ['stay', ['2026-01-02', '2026-01-01'], 'end before it begins'],
    ['stay', ['2026-01-02', null], 'a day'],
    ['nothing', 1, 'not a field'],
  ])('of %s that is %o is refused, and it is said why', (id, value, why) => {
    expect(() => checked(id, value)).toThrow(`"${id}"`);
    expect(() => checked(id, value)).toThrow(why);
  });
});

describe('several values', () => {
  it('are refused with a sentence about each wrong one', () => {
    expect(() => validateSettings(form, { heat: 9, model: 'small', constructor: 1, name: 1 })).toThrow(
      /"heat" .*; "constructor" .*; "name" /,
    );
  });

  it('leave fields that are not named without a value', () => {
    expect(validateSettings(form, { on: true }).values).toEqual({ on: true });
  });
});

describe('the values that hold', () => {
  it('are those from before where they fit, and initial ones elsewhere', () => {
    const held = settingsThatHold(form, { model: 'large', heat: 7, gone: true });
    expect(held).toMatchObject({ model: 'large', heat: 0.7, size: null, tools: [] });
    expect(held).not.toHaveProperty('gone');
  });

  it('are what the form shows', () => {
    const shown = formHolding(form, { model: 'large' });
    expect(shown.inputs?.map(({ initial }) => initial).slice(0, 4)).toEqual([false, false, 0.7, 'large']);
  });
});
