import { describe, expect, it } from 'vitest';
import { WIDGET_TYPES } from '#libs/contracts';
import type { SettingsWidgetDto } from '#libs/contracts';
import { wireFormOf } from '../../../../apps/chat-gateway/src/delivery/wire-settings.js';

const least = (type: SettingsWidgetDto['type']): SettingsWidgetDto => ({ type, id: 'id', label: 'Label' });

/** The keys of §6.9 that only these types have, and what they are when the app says nothing. */
const OWN: Partial<Record<SettingsWidgetDto['type'], Record<string, unknown>>> = {
  slider: { min: 0, max: 10, step: 1 },
  select: { items: [] },
  radio: { items: [] },
  multiselect: { items: [] },
  textinput: { placeholder: null, multiline: false },
  numberinput: { placeholder: null },
  datepicker: { mode: 'single', min_date: null, max_date: null, format: null, placeholder: null },
};

describe('a settings form on the wire', () => {
  it.each(WIDGET_TYPES)('has every key of a %s and no other', (type) => {
    expect(wireFormOf({ inputs: [least(type)] })).toEqual([
      {
        type,
        id: 'id',
        label: 'Label',
        initial: null,
        tooltip: null,
        description: null,
        disabled: null,
        ...OWN[type],
      },
    ]);
  });

  it('says what the app said', () => {
    const form = wireFormOf({
      inputs: [
        { ...least('slider'), initial: 3, min: 1, max: 5, step: 0.5, tooltip: 'T', disabled: true },
        { ...least('select'), initial: 'a', items: [{ label: 'A', value: 'a' }], description: 'D' },
        { ...least('textinput'), placeholder: 'P', multiline: true },
        {
          ...least('datepicker'),
          mode: 'range',
          minDate: '2026-01-01',
          maxDate: '2026-12-31',
          format: 'PPP',
          initial: ['2026-02-01', '2026-02-02'],
        },
      ],
    });
    expect(form).toMatchObject([
      { initial: 3, min: 1, max: 5, step: 0.5, tooltip: 'T', disabled: true },
      { initial: 'a', items: [{ label: 'A', value: 'a' }], description: 'D' },
      { placeholder: 'P', multiline: true },
      {
        mode: 'range',
        min_date: '2026-01-01',
        max_date: '2026-12-31',
        format: 'PPP',
        initial: ['2026-02-01', '2026-02-02'],
      },
    ]);
  });

  it('is a list of pages when the app has pages', () => {
    const tabs = [{ id: 'a', label: 'A', inputs: [least('switch')] }];
    expect(wireFormOf({ tabs })).toMatchObject([
      { id: 'a', label: 'A', inputs: [{ type: 'switch', initial: null }] },
    ]);
  });
});
