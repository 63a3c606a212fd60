import { describe, expect, it } from 'vitest';
import {
  ChatSettings,
  Checkbox,
  DatePicker,
  MultiSelect,
  NumberInput,
  RadioGroup,
  Select,
  Slider,
  Switch,
  Tab,
  Tags,
  TextInput,
} from '#libs/sdk';

const named = { id: 'field', label: 'Field' };

describe('a field', () => {
  it.each([
    [new Switch(named), 'switch', false],
    [new Checkbox({ ...named, initial: true }), 'checkbox', true],
    [new Slider(named), 'slider', 0],
    [new Slider({ ...named, min: 2, max: 4 }), 'slider', 2],
    [new Select({ ...named, values: ['a', 'b'] }), 'select', null],
    [new Select({ ...named, values: ['a', 'b'], initialIndex: 1 }), 'select', 'b'],
    [new Select({ ...named, items: { Large: 'l' }, initialValue: 'l' }), 'select', 'l'],
    [new RadioGroup({ ...named, values: ['a'], initial: 'a' }), 'radio', 'a'],
    [new MultiSelect({ ...named, values: ['a', 'b'] }), 'multiselect', []],
    [new Tags({ ...named, initial: ['x'] }), 'tags', ['x']],
    [new TextInput(named), 'textinput', null],
    [new NumberInput({ ...named, initial: 3 }), 'numberinput', 3],
    [new DatePicker(named), 'datepicker', null],
    [new DatePicker({ ...named, initial: new Date(0) }), 'datepicker', '1970-01-01T00:00:00.000Z'],
  ])('%o is a %s that begins with %o', (widget, type, initial) => {
    expect(widget.dto).toMatchObject({ ...named, type, initial });
  });

  it('has choices with labels, its own or the values', () => {
    expect(new Select({ ...named, values: ['a'] }).dto.items).toEqual([{ label: 'a', value: 'a' }]);
    expect(new Select({ ...named, items: { Large: 'l' } }).dto.items).toEqual([
      { label: 'Large', value: 'l' },
    ]);
  });

  it.each<[string, () => unknown, RegExp]>([
    ['without an id', () => new Switch({ id: '', label: 'On' }), /id/],
    ['without a label', () => new Switch({ id: 'on', label: '' }), /"on".*label/],
    ['a slider from high to low', () => new Slider({ ...named, min: 5, max: 5 }), /min \(5\)/],
    ['a slider without steps', () => new Slider({ ...named, step: 0 }), /step/],
    ['a slider that begins outside', () => new Slider({ ...named, initial: 11 }), /from 0 to 10/],
    ['a slider that begins between steps', () => new Slider({ ...named, initial: 0.5 }), /steps of 1/],
    ['a select without choices', () => new Select(named), /values or items/],
    ['a select with an empty list', () => new Select({ ...named, values: [] }), /no choices/],
    ['a select with both', () => new Select({ ...named, values: ['a'], items: { A: 'a' } }), /either/],
    ['a choice twice', () => new RadioGroup({ ...named, values: ['a', 'a'] }), /same/],
    ['an empty choice', () => new MultiSelect({ ...named, values: [''] }), /not empty/],
    [
      'a first choice that is none',
      () => new Select({ ...named, values: ['a'], initial: 'b' as 'a' }),
      /one of a/,
    ],
    ['an index outside', () => new Select({ ...named, values: ['a'], initialIndex: 1 }), /from 0 to 0/],
    ['a number that is none', () => new NumberInput({ ...named, initial: Number.NaN }), /number/],
    ['a day that is none', () => new DatePicker({ ...named, initial: '2026-02-30' }), /day/],
    [
      'days from late to early',
      () => new DatePicker({ ...named, minDate: '2026-02-02', maxDate: '2026-02-01' }),
      /minDate/,
    ],
    [
      'one day for a range',
      () => new DatePicker({ ...named, mode: 'range', initial: '2026-02-01' }),
      /first and a last/,
    ],
  ])('%s is refused where it is made', (_, make, why) => {
    expect(make).toThrow(why);
  });
});

describe('a form', () => {
  const on = new Switch({ id: 'on', label: 'On' });

  it('has fields, or tabs with fields', () => {
    expect(new ChatSettings([on]).dto).toEqual({ inputs: [on.dto] });
    const tabs = new ChatSettings([new Tab({ id: 'one', label: 'One', inputs: [on] })]);
    expect(tabs.dto).toEqual({ tabs: [{ id: 'one', label: 'One', inputs: [on.dto] }] });
    expect(tabs.defaults).toEqual({ on: false });
  });

  it('is refused with two fields of one id, in whichever tabs, and with nothing in it', () => {
    expect(() => new ChatSettings([on, on])).toThrow(/"on"/);
    const tab = (id: string): Tab => new Tab({ id, label: id, inputs: [on] });
    expect(() => new ChatSettings([tab('a'), tab('b')])).toThrow(/"on"/);
    expect(() => new ChatSettings([])).toThrow(/at least one/);
    expect(() => new Tab({ id: 'a', label: 'A', inputs: [] })).toThrow(/"a"/);
  });
});
