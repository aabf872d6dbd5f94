/** The editor in the colours of the site: every colour is a token, so both themes come by themselves. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const highlighting = HighlightStyle.define([
	{ tag: tags.comment, color: 'var(--code-comment)', fontStyle: 'italic' },
	{ tag: [tags.keyword, tags.standard(tags.variableName)], color: 'var(--code-keyword)' },
	{ tag: tags.string, color: 'var(--code-string)' },
	{ tag: [tags.number, tags.atom, tags.bool], color: 'var(--code-number)' },
	{ tag: [tags.definition(tags.variableName), tags.typeName], color: 'var(--code-name)' },
]);

const look = EditorView.theme({
	'&': { height: '100%', backgroundColor: 'var(--surface)', color: 'var(--ink)', fontSize: '0.86rem' },
	'&.cm-focused': { outline: 'none' },
	'.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6' },
	'.cm-content': { padding: '0.5rem 0', caretColor: 'var(--ink)' },
	'.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--ink-faint)', border: 'none' },
	'.cm-lineNumbers .cm-gutterElement': { minWidth: '2.4rem', padding: '0 0.6rem 0 0' },
	'.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--sunken) 70%, transparent)' },
	'.cm-activeLineGutter': { backgroundColor: 'var(--sunken)', color: 'var(--ink)' },
	'.cm-selectionBackground, &.cm-focused .cm-selectionBackground': { backgroundColor: 'var(--selection) !important' },
	'.cm-line ::selection, .cm-line::selection': { backgroundColor: 'var(--selection) !important' },
	'.cm-line.cm-failing': { backgroundColor: 'var(--fail-soft)' },
	'.cm-line.cm-pointed': { backgroundColor: 'var(--work-soft)' },
	'.cm-tooltip': {
		border: '1px solid var(--line)',
		borderRadius: 'var(--radius-small)',
		backgroundColor: 'var(--surface)',
		color: 'var(--ink)',
		boxShadow: 'var(--shadow)',
	},
	'.cm-diagnostic': { maxWidth: '32rem', whiteSpace: 'pre-wrap', fontFamily: 'var(--sans)' },
	'.cm-diagnostic-error': { borderLeftColor: 'var(--fail)' },
	'.cm-diagnostic-warning': { borderLeftColor: 'var(--work-mark)' },
	'.cm-panels': { backgroundColor: 'var(--sunken)', color: 'var(--ink)' },
	'.cm-panel input, .cm-panel button': { fontFamily: 'var(--sans)' },
});

export const editorTheme = [look, syntaxHighlighting(highlighting)];
