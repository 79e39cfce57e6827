"""Break the guards that docs/security.md vouches for, one at a time, and see a test fail for each.

    python tests/mutation.py [WORD ...]

WORDs choose guards by what they say. Works on a copy of the checkout. Exit code 1 if a guard can be
broken without a test noticing, 2 if one cannot be broken as it says. `test_mutation.py` breaks a few
of them with every run of the tests.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
SOURCE = Path("src") / "actorgraph"
COPIED = ("src", "tests", "data", "pyproject.toml")


class Guard(NamedTuple):
    """A guard, and how it is broken.

    Attributes:
        says: what it promises.
        file: where it stands, in src/actorgraph.
        whole: its text, which stands there once.
        broken: what is written instead.
        test: the one test that has to fail then, as pytest names it.
    """

    says: str
    file: str
    whole: str
    broken: str
    test: str


_PUBLISHING = "tests/publishing/test_redact.py::test_"
_PAGE_CLAIMS = "tests/differential/test_claims_of_the_page.py::test_"
_SERVED = "tests/serving/test_security.py::test_"
_EDITED = "tests/editing/test_workspace.py::test_"
GUARDS = (
    Guard(
        "control characters are spelled out",
        "render/terminal.py",
        'return re.sub(_HIDDEN, lambda match: f"\\\\u{ord(match[0]):04x}", text)',
        "return text",
        "tests/render/test_terminal.py::test_what_would_act_on_a_terminal_is_spelled_out",
    ),
    Guard(
        "JSON holds no raw bidi",
        "render/objects.py",
        'return re.sub(_UNSAFE, lambda match: f"\\\\u{ord(match[0]):04x}", text)',
        "return text",
        "tests/render/test_terminal.py::test_json_holds_nothing_that_acts_and_says_the_same",
    ),
    Guard(
        "what a stream cannot write is spelled out",
        "cli/streams.py",
        'reconfigure(encoding="utf-8" if is_ascii else None, errors=_SPELLED)',
        "reconfigure()",
        "tests/test_streams.py::test_what_a_stream_cannot_write_is_spelled_out",
    ),
    Guard(
        "a link is http or https",
        "render/page/dom.js",
        'url.protocol === "https:" ||',
        "true ||",
        "tests/page/test_hostile.py::test_only_an_address_of_the_web_becomes_a_link",
    ),
    Guard(
        "the data island ends no script",
        "render/html.py",
        'for character in "<>&\\u2028\\u2029":',
        'for character in "":',
        "tests/render/test_terminal.py::test_no_text_ends_the_data_of_a_page",
    ),
    Guard(
        "a file is not replaced without force",
        "formats/files.py",
        "if path.exists() and not force:",
        "if False:",
        "tests/formats/test_files.py::test_a_file_in_the_way_is_kept",
    ),
    Guard(
        "a folder without our mark is left alone",
        "index/cache_folders.py",
        "not folder.is_symlink() and (folder / MARK).read_bytes() == _TEXT",
        "folder.is_dir()",
        "tests/test_index.py::test_of_what_others_keep_there_nothing_is_deleted",
    ),
    Guard(
        "nobody else reads an index",
        "index/column_file.py",
        "os.open(name, flags, 0o600)",
        "os.open(name, flags, 0o666)",
        "tests/test_index.py::test_nobody_else_reads_an_index",
    ),
    Guard(
        "a failed export leaves the old file",
        "formats/files.py",
        "        fill(temporary)\n",
        "        fill(path)\n",
        "tests/formats/test_files.py::test_a_failure_on_the_way_leaves_what_was_there",
    ),
    Guard(
        "what a killed writer began goes with the next write",
        "formats/files.py",
        "abandoned.unlink(missing_ok=True)",
        "pass",
        "tests/formats/test_files.py::test_what_a_killed_writer_began_goes_with_the_next_write",
    ),
    Guard(
        "the part of a living writer is left alone",
        "temporary_files.py",
        "if is_abandoned(path):",
        "if True:",
        "tests/formats/test_files.py::test_what_a_killed_writer_began_goes_with_the_next_write",
    ),
    Guard(
        "a closed standard input holds nothing",
        "cli/streams.py",
        "if sys.stdin is None:",
        "if False:",
        "tests/test_streams.py::test_a_closed_standard_input_holds_nothing",
    ),
    Guard(
        "leakcheck vouches for nothing that it cannot unpack",
        "publishing/unpacking.py",
        "if len(content) > most:",
        "if False:",
        "tests/test_bombs.py::test_what_leakcheck_cannot_unpack_it_does_not_vouch_for",
    ),
    Guard(
        "cells stay what they are",
        "tables.py",
        "yield begins, cells",
        "yield begins, [cell.strip() for cell in cells]",
        "tests/test_tables.py::test_cells_stay_what_they_are",
    ),
    Guard(
        "a block that is not what was written is an error",
        "index/column_file.py",
        "if zlib.crc32(memoryview(self.content)[at : at + BLOCK]) != self._sums[number]:",
        "if False:",
        "tests/test_index_torture.py::test_a_flipped_byte_gives_no_wrong_answer",
    ),
    Guard(
        "a document type is refused",
        "formats/xml.py",
        "self.parser.StartDoctypeDeclHandler = self._refuse",
        "self.parser.StartDoctypeDeclHandler = None",
        "tests/formats/test_foreign_files.py::test_a_document_type_is_refused",
    ),
    Guard(
        "a date in a sheet is no more exact than shown",
        "formats/xlsx.py",
        "if day and month",
        "if True",
        "tests/formats/test_foreign_files.py::test_a_date_in_a_sheet_is_as_exact_as_it_is_shown",
    ),
    Guard(
        "what is packed is capped",
        "limits.py",
        "if self.left < 0:",
        "if False:",
        "tests/test_bombs.py::test_a_bomb_is_refused_in_every_compressed_input",
    ),
    Guard(
        "what unpacks without a bound is refused",
        "limits.py",
        "if one.compress_type not in _PACKED:",
        "if False:",
        "tests/test_bombs.py::test_what_unpacks_without_a_bound_is_refused",
    ),
    Guard(
        "a zip of too many files is refused",
        "limits.py",
        "if len(members) > MOST_FILES:",
        "if False:",
        "tests/test_bombs.py::test_a_zip_of_too_many_files_is_refused",
    ),
    Guard(
        "a line of any length is refused",
        "limits.py",
        "if len(line) > LARGEST_LINE:",
        "if False:",
        "tests/test_bombs.py::test_a_line_that_is_too_long_is_refused_with_its_number",
    ),
    Guard(
        "a table of one line is refused",
        "limits.py",
        "if len(piece) == LARGEST_ROW and",
        "if False and",
        "tests/test_bombs.py::test_a_table_with_a_line_of_any_length_is_refused",
    ),
    Guard(
        "JSON without end in depth is refused",
        "formats/documents.py",
        "    except RecursionError:",
        "    except ZeroDivisionError:",
        "tests/test_bombs.py::test_json_in_json_without_end_is_refused",
    ),
    Guard(
        "XML without end in depth is refused",
        "formats/xml.py",
        "if len(self._open) == DEEPEST:",
        "if False:",
        "tests/formats/test_foreign_files.py::test_elements_deeper_in_each_other_than_in_any_graph_are_refused",
    ),
    Guard(
        "a planned claim is no fact",
        "edges.py",
        "return (*group_key(claim), role, claim.tenure, claim.mode)",
        "return (*group_key(claim), role, claim.tenure)",
        "tests/test_edges.py::test_planned_conditional_and_done_are_never_one_edge",
    ),
    Guard(
        "nobody states the interval of two half-dated claims",
        "edges.py",
        "return is_whole or not any(map(dated.is_opposite, self.periods))",
        "return True",
        "tests/test_edges.py::test_nobody_states_an_interval_of_two_half_dated_claims",
    ),
    Guard(
        "our own reading is no origin",
        "origins.py",
        "for claim in claims if not claim.is_reading for voice in",
        "for claim in claims for voice in",
        "tests/test_origins.py::test_a_claim_that_is_our_reading_is_no_origin",
    ),
    Guard(
        "a rejected claim is used by no question",
        "filters.py",
        "(claim.assessment != schema.REJECTED or schema.REJECTED in self.assessments)",
        "True",
        "tests/queries/test_trust.py::"
        "test_what_is_rejected_is_used_by_no_question_that_does_not_name_it",
    ),
    Guard(
        "redaction reaches free text",
        "publishing/redact.py",
        "            left[column] = rules.scrub(text)\n",
        "            left[column] = text\n",
        _PUBLISHING + "no_name_or_alias_stays_in_what_others_say",
    ),
    Guard(
        "redaction reaches aliases",
        "publishing/pseudonyms.py",
        'yield from values_of(cells.get("aliases", ""))',
        "yield from ()",
        _PUBLISHING + "no_name_or_alias_stays_in_what_others_say",
    ),
    Guard(
        "redaction reaches each half of a surname",
        "publishing/surnames.py",
        "joined if len(joined) > 1 else ()",
        "()",
        "tests/publishing/test_surnames.py::test_whatever_may_be_a_surname_is_taken_out_and_found",
    ),
    Guard(
        "a broken link beside the data is an error",
        "limits.py",
        "    if os.path.lexists(path):\n",
        "    if False:\n",
        "tests/test_beside_the_data.py::test_nobody_is_published_whom_a_broken_judgement_would_hide",
    ),
    Guard(
        "an original is kept as open as it was",
        "fixing/cell_fixes.py",
        "mode = file.path.stat().st_mode & _PERMISSIONS",
        "mode = None",
        "tests/test_cell_fixes.py::test_the_original_is_kept_as_open_as_it_was",
    ),
    Guard(
        "leaks are sought in linked folders",
        "publishing/leaks.py",
        "        if inside.is_dir():\n",
        "        if inside.is_dir() and not inside.is_symlink():\n",
        "tests/publishing/test_searched_folders.py::test_a_linked_folder_is_searched",
    ),
    Guard(
        "a page that holds a column does not pass",
        "publishing/own_words.py",
        "content = _without_told(content) + _meant(content)",
        "content = _without_told(content)",
        "tests/publishing/test_own_words.py::test_a_page_with_the_column_does_not",
    ),
    Guard(
        "leaks are sought in Ascii85",
        "publishing/unpacking.py",
        "    yield from _from_ascii85(content)\n",
        "",
        "tests/publishing/test_rare_writings.py::test_a_rare_writing_is_read",
    ),
    Guard(
        "sensitive rows go",
        "publishing/sensitive.py",
        "kept = [row for row in rows if secret.isdisjoint((row.statement, row.id))]",
        "kept = rows",
        _PUBLISHING + "what_is_marked_sensitive_goes_and_public_stays",
    ),
    Guard(
        "what is sensitive is found in any case",
        "publishing/sensitive.py",
        'return "".join(filter(str.isalpha, folded(ask))) == SENSITIVITY',
        "return ask == SENSITIVITY",
        _PUBLISHING + "what_is_sensitive_is_found_in_any_spelling_of_the_header",
    ),
    Guard(
        "data that does not say what is sensitive is refused",
        "publishing/sensitive.py",
        "    columns = frozenset(filter(_is_sensitivity, there))\n    if not columns:\n",
        "    columns = frozenset(filter(_is_sensitivity, there))\n    if False:\n",
        _PUBLISHING + "data_that_does_not_say_what_is_sensitive_is_refused",
    ),
    Guard(
        "of united descriptions no mark is lost",
        "descriptions.py",
        'column: _joined(one.extra.get(column, "") for one in entities) for column in columns',
        'column: first.extra.get(column, "") for column in columns',
        "tests/test_dataset.py::test_of_descriptions_that_are_united_no_unknown_cell_is_lost",
    ),
    Guard(
        "to look for nothing is an error",
        "publishing/leaks.py",
        "if not known:",
        "if False:",
        _PUBLISHING + "to_look_for_nothing_is_an_error",
    ),
    Guard(
        "no part that was not searched is vouched for",
        "publishing/unpacking.py",
        "            with searchable(member.filename), archive.open(member) as opened:\n"
        "                unzipped = _bounded(opened, len(content))\n",
        "            unzipped = b''\n",
        _PUBLISHING + "a_file_with_a_part_that_cannot_be_searched_is_not_vouched_for",
    ),
    Guard(
        "leaks are sought in base64",
        "publishing/unpacking.py",
        '(("base64", _from_base64(content)), ("hex", _from_hex(content)))',
        '(("hex", _from_hex(content)),)',
        _PUBLISHING + "a_leak_is_found",
    ),
    Guard(
        "leaks are sought without marks",
        "publishing/letters.py",
        'apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())',
        "apart = letter.casefold()",
        "tests/publishing/test_disguised.py::test_a_disguised_name_is_found_in_a_file[Greek]",
    ),
    Guard(
        "letters that look the same are one",
        "publishing/letters.py",
        'return plain if plain.isascii() else "".join(map(_drawn, plain))',
        "return plain",
        "tests/publishing/test_disguised.py::test_a_disguised_name_is_taken_out_of_a_note",
    ),
    Guard(
        "a name is found with a hyphen inside its words",
        "publishing/matching.py",
        "found += self._parted_hits(plain) if is_parted else []",
        "found += []",
        "tests/publishing/test_disguised.py::test_a_disguised_name_is_taken_out_of_a_note",
    ),
    Guard(
        "what lies beside the members of a zip is searched",
        "publishing/unpacking.py",
        "for gap in _beside_members(content):",
        "for gap in ():",
        "tests/publishing/test_planted.py::test_what_is_planted_in_a_file_is_found",
    ),
    Guard(
        "blanks between tags part no word",
        "publishing/readings.py",
        '_BLANKS_AT_A_MARK.sub("", _WHOLE_TAG',
        '_BLANKS_AT_A_MARK.sub(" ", _WHOLE_TAG',
        "tests/publishing/test_rare_writings.py::test_a_rare_writing_is_read",
    ),
    Guard(
        "a surname is found in other cases",
        "publishing/pseudonyms.py",
        "found |= {form for surname in found for form in inflected(surname)}",
        "pass",
        "tests/publishing/test_disguised.py::test_a_disguised_name_is_found_in_a_file",
    ),
    Guard(
        "what cannot be hidden is an error",
        "publishing/redact.py",
        "    _refuse_remains(public, hidden.secrets)\n",
        "",
        "tests/publishing/test_planted.py::test_what_cannot_be_taken_out_is_refused",
    ),
    Guard(
        "a pseudonym is in brackets where somebody speaks",
        "publishing/redact.py",
        "left[column] = rules.quoted(text)",
        "left[column] = rules.scrub(text)",
        "tests/publishing/test_planted.py::test_a_quote_says_what_was_written_into_it",
    ),
    Guard(
        "formulas are defused",
        "publishing/spreadsheets.py",
        "if cell.startswith(LIVE)",
        'if cell.startswith("=")',
        "tests/publishing/test_spreadsheets.py::test_no_cell_is_live_for_a_spreadsheet",
    ),
    Guard(
        "a twin in other letters is said",
        "names/look_alike.py",
        "plain.translate(_drawn_as())",
        "plain",
        "tests/test_deceptive_names.py::test_who_looks_like_another_is_said",
    ),
    Guard(
        "a quote is looked up where it is said to be",
        "passages/quotations.py",
        "find_quote(words, document.text, part)",
        "find_quote(words, document.text)",
        "tests/passages/test_document_checks.py::test_what_it_does_not_is_said_with_its_place",
    ),
    Guard(
        "who is hidden is hidden in passages",
        "publishing/published_passages.py",
        "CitedPassages(folder, public.in_brackets, vouch, id_in_folder=id_in_folder)",
        "CitedPassages(folder, id_in_folder=id_in_folder)",
        "tests/publishing/test_published_passages.py::test_who_is_hidden_is_hidden_in_passages_too",
    ),
    Guard(
        "what cannot be taken out of a passage is an error",
        "publishing/published_passages.py",
        "CitedPassages(folder, public.in_brackets, vouch, id_in_folder=id_in_folder)",
        "CitedPassages(folder, public.in_brackets, id_in_folder=id_in_folder)",
        "tests/publishing/test_published_passages.py::test_what_cannot_be_taken_out_of_a_passage_is_an_error",
    ),
    Guard(
        "a redacted graph shows no passage as it stands",
        "outputs.py",
        "(self.read_passages or CitedPassages)(folder)",
        "CitedPassages(folder)",
        "tests/publishing/test_published_passages.py::test_a_redacted_graph_shows_no_passage_as_it_stands",
    ),
    Guard(
        "a locator that names nothing is no whole document",
        "passages/locators.py",
        "if locator is None or locator.first > locator.last:\n        return None",
        "if locator is None or locator.first > locator.last:\n        return 0, len(document.text)",
        "tests/passages/test_document_texts.py::test_a_locator_names_a_part_or_none",
    ),
    Guard(
        "an altered time stamp is refused",
        "formats/time_stamp.py",
        "return bool(told) and all(told)",
        "return True",
        "tests/formats/test_seal.py::test_what_is_no_granted_and_unaltered_answer_is_no_stamp",
    ),
    Guard(
        "a title of the other gender is nobody's",
        "queries/naming_doubts.py",
        "if doubt := self._title_doubt(one, segment, meant):",
        'if doubt := "":',
        "tests/queries/test_document_mentions.py::test_a_title_that_cannot_be_the_persons_tells_another",
    ),
    Guard(
        "a path never comes from data",
        "passages/document_folder.py",
        'or "/" in document',
        "",
        "tests/passages/test_document_checks.py::test_no_path_is_taken_from_the_data",
    ),
    Guard(
        "a completed name is quoted",
        "cli/shells.py",
        'return _PLAIN_IN_A_SHELL.sub(r"\\\\\\g<0>", text)',
        "return text",
        "tests/test_completion.py::test_nothing_in_a_name_runs[bash]",
    ),
    Guard(
        "a name that is no line is not offered",
        "cli/completion.py",
        "[text for text in texts if not re.search(_NOT_ONE_LINE, text)]",
        "list(texts)",
        "tests/test_completion.py::test_a_name_that_is_no_line_is_not_offered[bash]",
    ),
    Guard(
        "a changed row is seen under an index",
        "index/texts.py",
        "if zlib.crc32(block) != self._sums[number]:",
        "if False:",
        "tests/test_index.py::test_an_edit_under_an_open_graph_is_an_error_and_no_answer",
    ),
    Guard(
        "a damaged index is seen",
        "index/column_file.py",
        "if zlib.crc32(memoryview(self.content)[at : at + BLOCK]) != self._sums[number]:",
        "if False:",
        "tests/test_index.py::test_damage_met_in_the_middle_of_a_question_is_mended",
    ),
    Guard(
        "the page takes a source away as speaker, relay, document and publisher",
        "render/page/claims.js",
        "[...claim.attributed, ...claim.via, claim.document, claim.publisher]",
        "[...claim.attributed]",
        _PAGE_CLAIMS + "what_is_left_without_sources_is_the_same",
    ),
    Guard(
        "the page tells tenures apart",
        "render/page/claims.js",
        'symmetric ? "" : role, tenure, mode]',
        'symmetric ? "" : role, "", mode]',
        _PAGE_CLAIMS + "what_is_left_without_sources_is_the_same",
    ),
    Guard(
        "a plan is no fact in the page",
        "render/page/claims.js",
        ", tenure, mode]);",
        ", tenure]);",
        _PAGE_CLAIMS + "what_is_left_without_sources_is_the_same",
    ),
    Guard(
        "a denied edge is contested or denied in the page",
        "render/page/claims.js",
        "if (supporting.length < claims.length) return",
        "if (false) return",
        _PAGE_CLAIMS + "what_is_left_without_sources_is_the_same",
    ),
    Guard(
        "two that share a quote are one origin in the page",
        "render/page/claims.js",
        "return one.some((mark) => two.includes(mark));",
        "return one[0] === two[0] || one[1] === two[1];",
        _PAGE_CLAIMS + "what_is_left_without_sources_is_the_same",
    ),
    Guard(
        "claims whose dates exclude each other are two edges in the page",
        "render/page/claims.js",
        "if (!cluster.every((other) => canBeSame(one, other))) return false;",
        "",
        _PAGE_CLAIMS + "what_is_left_without_sources_is_the_same",
    ),
    Guard(
        "a name several bear is never guessed",
        "names/sureness.py",
        "if len(near) > 1:",
        "if False:",
        "tests/test_names_lookup.py::test_two_entities_of_one_name_leave_a_doubt",
    ),
    Guard(
        "an edit that is written while an index is opened is not taken for the one before",
        "index/overlay.py",
        "if inputs.states() != stamp.files:",
        "if False:",
        "tests/index/test_overlay.py::test_a_file_that_changes_while_it_is_opened_makes_a_new_index",
    ),
    Guard(
        "an id cannot close the bracket that it stands in",
        "assistants/answer_text.py",
        'return re.sub(r"[\\[\\],;]", lambda found: f"\\\\u{ord(found[0]):04x}", text)',
        "return text",
        "tests/assistants/test_injection.py::test_whatever_an_id_is_one_bracket_names_it",
    ),
    Guard(
        "what nobody sees is spelled out for an assistant",
        "assistants/answer_text.py",
        "words = spelled_out(words[: most + 1]) + words[most + 1 :]",
        "words = str(words)",
        "tests/assistants/test_injection.py"
        "::test_words_of_the_data_cannot_leave_their_mark_nor_lend_themselves_a_claim[invisible]",
    ),
    Guard(
        "the mark of an answer cannot be known before",
        "assistants/answer_text.py",
        "data-{secrets.token_hex(8)}",
        "data-0123456789abcdef{secrets.token_hex(0)}",
        "tests/assistants/test_injection.py::test_the_mark_is_another_in_each_answer",
    ),
    Guard(
        "an answer to an assistant is no longer than asked for",
        "assistants/answer_text.py",
        "if left or needed > space:",
        "if left:",
        "tests/assistants/test_budget.py::test_the_default_is_four_thousand_tokens",
    ),
    Guard(
        "over HTTP an assistant needs the token",
        "assistants/http.py",
        'token=f"Bearer {token}",',
        'token="Bearer wrong",',
        "tests/assistants/test_transports.py"
        "::test_over_http_only_who_has_the_token_and_names_this_machine_is_answered",
    ),
    Guard(
        "a stranger's name for this machine is refused",
        "serving/security.py",
        'if len(headers.getlist("host")) != 1 or headers["host"].lower() not in self._hosts:',
        "if False:",
        _SERVED + "a_strangers_name_for_this_machine_is_refused",
    ),
    Guard(
        "every question carries the token",
        "serving/security.py",
        "not secrets.compare_digest(given[0].encode(), self._token)",
        "False",
        _SERVED + "without_the_token_nothing_is_answered",
    ),
    Guard(
        "another origin is refused",
        "serving/security.py",
        'if any(one.partition("://")[2].lower() not in self._hosts for one in origins):',
        "if False:",
        _SERVED + "another_site_is_refused_even_with_the_token",
    ),
    Guard(
        "a request that a browser calls another site's is refused",
        "serving/security.py",
        "if not is_page and any(one not in _OWN_SITES for one in sites):",
        "if False:",
        _SERVED + "another_site_is_refused_even_with_the_token",
    ),
    Guard(
        "a huge body is not read to its end",
        "serving/security.py",
        "if self._bytes > MOST_BYTES:",
        "if False:",
        _SERVED + "a_body_that_is_huge_is_read_no_further_than_it_may",
    ),
    Guard(
        "no link leads out of the documents",
        "passages/document_folder.py",
        "not file.resolve().is_relative_to(folder.resolve())",
        "False",
        "tests/serving/test_document_routes.py::"
        "test_a_link_that_leads_out_of_the_folder_is_not_followed",
    ),
    Guard(
        "the row that a user saw is the row that changes",
        "editing/table_file.py",
        "if there is not None and there.digest == digest:",
        "if there is not None:",
        _EDITED + "a_row_that_somebody_changed_is_shown_and_not_overwritten",
    ),
    Guard(
        "a file that somebody changed since it was read is not replaced",
        "editing/saving.py",
        "    if file.is_changed_elsewhere():\n",
        "    if False:\n",
        _EDITED + "a_file_that_somebody_changed_unseen_by_its_times_is_read_again",
    ),
    Guard(
        "what somebody writes to a file that was just saved is seen",
        "editing/saving.py",
        "state = self._state  #",
        "pass  #",
        _EDITED + "what_somebody_writes_right_after_a_save_is_kept",
    ),
    Guard(
        "a step is made once it is in the log",
        "editing/workspace.py",
        "self._history.log(operation, note, planned.described())\n            self._make(operation)",
        "self._make(operation)\n"
        "                self._history.log(operation, note, planned.described())",
        "tests/editing/test_odd_files.py::test_without_room_for_the_log_a_step_is_refused_and_not_made",
    ),
    Guard(
        "the log knows a file before it is put in place",
        "editing/workspace.py",
        "self._history.log_saving(file.name, size, checksum, upto)",
        "pass",
        _EDITED + "a_program_that_ends_right_after_a_file_is_replaced_makes_no_step_twice",
    ),
    Guard(
        "a changed cell keeps its quotes",
        "editing/cell_edits.py",
        """if before[:1] != '"' and not needs_quotes(cell, delimiter):""",
        "if not needs_quotes(cell, delimiter):",
        _EDITED + "a_changed_cell_keeps_its_quotes_and_all_else_its_bytes",
    ),
    Guard(
        "an undo that leaves errors is asked about",
        "editing/workspace.py",
        "if rows and not anyway and",
        "if False and",
        _EDITED + "undo_that_leaves_what_check_refuses_is_refused_until_it_is_wanted_anyway",
    ),
    Guard(
        "a row is not put back among other columns",
        "editing/table_file.py",
        "if self.head == change.head:",
        "if True:",
        _EDITED + "a_removed_row_is_not_put_back_among_other_columns",
    ),
    Guard(
        "no site puts the live page in a frame",
        "render/workspace_page.py",
        "; frame-ancestors 'none'",
        "; ",
        _SERVED + "no_answer_lets_another_site_read_it",
    ),
    Guard(
        "a proposed row is refused whose quote is not in the document in one piece",
        "drafting/row_verification.py",
        "find_quote(quote, text.text, left_out=0)",
        "find_quote(quote, text.text)",
        "tests/drafting/test_drafts.py::test_a_sloppy_row_is_refused_with_the_reason",
    ),
    Guard(
        "no proposed date is more exact than the quote",
        "drafting/row_verification.py",
        "if support is Support.NO:",
        "if support is None:",
        "tests/drafting/test_drafts.py::test_a_sloppy_row_is_refused_with_the_reason",
    ),
    Guard(
        "a proposed row cannot speak of another document",
        "drafting/row_verification.py",
        "if value != self._given.document:",
        "if not value:",
        "tests/drafting/test_drafts.py::test_a_malicious_row_is_refused_with_the_reason",
    ),
    Guard(
        "a draft is entered only with the name of who checks it",
        "drafting/draft_review.py",
        "if not checked_by.strip():",
        "if not checked_by:",
        "tests/drafting/test_inbox.py::test_a_row_is_not_accepted_without_a_name_of_who_checks_or_a_relation",
    ),
    Guard(
        "a refused draft is not proposed again",
        "drafting/inbox.py",
        'return bool(row.cells.get("relation") or row.decision)',
        'return bool(row.cells.get("relation") and not row.decision)',
        "tests/drafting/test_inbox.py::test_a_refused_draft_is_not_proposed_again",
    ),
    Guard(
        "a surname means somebody only where it surely does",
        "drafting/document_names.py",
        "return mention.sure is not None and mention.sure.id == entity.id",
        "return mention.sure is not None",
        "tests/drafting/test_drafts.py::test_a_sloppy_row_is_refused_with_the_reason",
    ),
)


class StaleError(Exception):
    """A guard that cannot be broken as it says."""


def check(guard: Guard, root: Path = ROOT) -> None:
    """Check that the text of a guard stands once where it says, and that its test is there.

    Raises:
        StaleError: with what is wrong, and where the text has gone if it is elsewhere.
    """
    path = root / SOURCE / guard.file
    times = path.read_text(encoding="utf-8").count(guard.whole) if path.is_file() else 0
    if times != 1:
        others = [
            str(other.relative_to(root / SOURCE))
            for other in sorted((root / SOURCE).rglob("*"))
            if other.suffix in (".py", ".js") and guard.whole in other.read_text(encoding="utf-8")
        ]
        raise StaleError(
            f"{guard.says}: its text stands {times} times in {guard.file}, and has to stand once; "
            f"it is in: {', '.join(others) or 'no file'}"
        )
    file, _, name = guard.test.partition("[")[0].partition("::")
    if not re.search(rf"^def {name}\(", (root / file).read_text(encoding="utf-8"), re.MULTILINE):
        raise StaleError(f"{guard.says}: {file} has no test {name}")


@contextmanager
def copied() -> Iterator[Path]:
    """Copy the checkout, as far as tests need it, for as long as it is looked at."""
    ignored = shutil.ignore_patterns("__pycache__")
    with tempfile.TemporaryDirectory() as folder:
        for name in COPIED:
            path = ROOT / name
            if path.is_dir():
                shutil.copytree(path, Path(folder) / name, ignore=ignored)
            else:
                shutil.copy(path, folder)
        yield Path(folder)


def is_noticed(guard: Guard, copy: Path) -> bool:
    """Break a guard in a copy and say whether its test fails; being unable to run is no failure.

    Raises:
        StaleError: if the guard cannot be broken, or its test cannot be run.
    """
    check(guard, copy)
    path = copy / SOURCE / guard.file
    text = path.read_text(encoding="utf-8")
    broken = text.replace(guard.whole, guard.broken)
    if path.suffix == ".py":
        compile(broken, path, "exec")
    path.write_text(broken, encoding="utf-8")
    try:
        done = _run(guard.test, copy)
    finally:
        path.write_text(text, encoding="utf-8")
    if done.returncode not in (0, 1) or b"skipped" in done.stdout.splitlines()[-1]:
        said = (done.stdout + done.stderr).decode(errors="replace")[-2000:]
        raise StaleError(f"{guard.says}: {guard.test} cannot be run\n{said}")
    return done.returncode == 1


def _run(test: str, copy: Path) -> subprocess.CompletedProcess[bytes]:
    options = ["-q", "-x", "-p", "no:cacheprovider", "--hypothesis-profile=mutation"]
    command = [sys.executable, "-m", "pytest", *options, test]
    environment = {name: value for name, value in os.environ.items() if "PYTEST" not in name}
    environment |= {"PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=copy, env=environment, capture_output=True, check=False)


def main() -> int:
    """Break every guard chosen; print what came of it."""
    chosen = [g for g in GUARDS if not sys.argv[1:] or any(word in g.says for word in sys.argv[1:])]
    missed = stale = 0
    with copied() as copy:
        for guard in chosen:
            try:
                noticed = is_noticed(guard, copy)
            except StaleError as error:
                stale += 1
                print(f"STALE        {error}", flush=True)
            else:
                missed += not noticed
                print(f"{'noticed' if noticed else 'NOT NOTICED':12} {guard.says}", flush=True)
    print(f"{len(chosen) - missed - stale} of {len(chosen)} noticed")
    return 2 if stale else int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
