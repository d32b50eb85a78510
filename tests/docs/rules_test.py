"""The rules of the pages' test, as tables: what it must let pass, and what it must not."""

import unittest
from pathlib import Path
from tempfile import TemporaryDirectory

import links
import screens
import terminal
from console import read_consoles
from markdown import read_page, slug
from shown import BadPage, check_notation, difference


def consoles(text):
    return read_consoles(read_page("x.md", text))


class Shown(unittest.TestCase):
    same = [
        (["done (1.5 s)"], ["done (2 min 03 s)"]),
        (["CPython 3.13.15t"], ["CPython 3.14.8t"]),
        (["a cp313t b"], ["a cp314t b"]),
        (["x.cpython-313t-x86_64-linux-gnu.so"], ["x.cpython-314t-x86_64-linux-gnu.so"]),
        (["bin/python3.13t"], ["bin/python3.14t"]),
        (["took 46.3 MB"], ["took 1.2 GB"]),
        (["1 thread    5.53 s"], ["1 thread   13.14 s"]),
        (["path `…` ends"], ["path `/home/ada` ends"]),
        (["one", "…", "four"], ["one", "two", "three", "four"]),
        (["…", "last"], ["first", "last", "last"]),
        ([], []),
    ]
    other = [
        (["done (1.5 s)"], ["done"]),
        (["done (1.5 s)"], ["done (1.5 MB)"]),
        (["CPython 3.13.15t"], ["CPython 3.13.15"]),  # without the t it is another Python
        (["a cp313t b"], ["a cp313 b"]),
        (["14 packages"], ["15 packages"]),           # a plain number is not a kind
        (["path `…` ends"], ["path `` ends"]),
        (["one", "…", "four"], ["one", "four"]),
        (["one", "…"], ["two", "three"]),
        (["one"], ["one", "two"]),
        (["one", "two"], ["one"]),
        ([], ["unexpected"]),
    ]
    forbidden = [["…"], ["one", "…", "…", "four"], ["…", "one", "…"], ["✓ …"], ["… 1.5 s"], ["a…b…c…d word"]]

    def test_same(self):
        for shown, written in self.same:
            self.assertIsNone(difference(shown, written), (shown, written))

    def test_other(self):
        for shown, written in self.other:
            self.assertIsNotNone(difference(shown, written), (shown, written))

    def test_too_open(self):
        for lines in self.forbidden:
            with self.assertRaises(BadPage, msg=lines):
                check_notation(lines)


class Blocks(unittest.TestCase):
    def test_commands_and_what_they_show(self):
        found = consoles("```console exit=1\n$ one \\\n>   two\nout\n\n$ three\n```\n")[0]
        self.assertEqual([(c.text, c.shown) for c in found.commands], [("one \\\n  two", ["out"]), ("three", [])])
        self.assertEqual((found.exit_code, found.not_run), (1, None))

    def test_in_a_list(self):
        self.assertEqual(consoles("1. x\n\n    ```console\n    $ y\n      z\n    ```\n")[0].commands[0].shown, ["  z"])

    def test_not_run_has_a_known_reason(self):
        self.assertEqual(consoles("```console not-run=needs-root\n$ x\n```\n")[0].not_run, "needs-root")

    def test_what_can_not_be_run_is_refused(self):
        for text in ["```\nx\n```", "```sh\nx\n```", "```console\nx\n```", "```console\n```",
                     "```console not-run=later\n$ x\n```", "```console not-run\n$ x\n```", "```console x=1\n$ x\n```"]:
            with self.assertRaises(BadPage, msg=text):
                consoles(text)

    def test_other_kinds_are_left_alone(self):
        self.assertEqual(consoles("```toml\n$ x\n```\n\n```text\n$ y\n```\n"), [])


class Screen(unittest.TestCase):
    def test_what_was_written_over_is_gone(self):
        self.assertEqual(terminal.screen(b"a\r\n\x1b[2mlive\x1b[0m\r\n\x1b[1A\x1b[Jdone\r\n"), ["a", "done"])
        self.assertEqual(terminal.screen(b"12345\rab\x1b[K\r\n"), ["ab"])

    def test_broken_as_a_terminal_does(self):
        self.assertEqual(terminal.broken(["abcdef", "", "gh"], 4), ["abcd", "ef", "", "gh"])


class Screens(unittest.TestCase):
    lines = ["$ ftenv plan", "✓ rust   Rust 1.95.0 from here", "", "  a long line", "next"]

    def test_the_same_shape(self):
        kept = terminal.broken(self.lines, 20)
        newer = [self.lines[0], "✓ rust   Rust 1.96.0 from there", *self.lines[2:]]
        self.assertEqual(screens.compare("x", 20, kept, newer), [])

    def test_a_line_as_long_as_the_terminal(self):
        for lines in [["abcd", "ef"], ["abcd ef"], ["abcdefghij", "k"], ["ab", "abcd"]]:
            self.assertEqual(screens.compare("x", 4, terminal.broken(lines, 4), lines), [], lines)

    def test_other_shapes(self):
        kept = terminal.broken(self.lines, 20)
        for index, line in [(1, "→ rust   Rust"), (1, "✓ python Rust"), (3, "a long line"), (4, "")]:
            newer = [*self.lines[:index], line, *self.lines[index + 1:]]
            self.assertTrue(screens.compare("x", 20, kept, newer), line)
        self.assertTrue(screens.compare("x", 20, kept, self.lines[:-1]))
        self.assertTrue(screens.compare("x", 20, kept, [*self.lines[:-1], "next thing that is far too long " * 2]))
        self.assertTrue(screens.compare("x", 10, kept, self.lines))


class Links(unittest.TestCase):
    def test_anchors(self):
        self.assertEqual(slug("What *is* `x`, really?", set()), "what-is-x-really")
        self.assertEqual(slug("One", {"one"}), "one-1")
        self.assertEqual(slug("1. 得到 ftenv", set()), "1-得到-ftenv")

    def test_broken_links_are_found(self):
        with TemporaryDirectory() as folder:
            root = Path(folder).resolve()
            (root / "b.md").write_text("# Here\n")
            text = "[a](b.md) [b](b.md#here) [c](c.md) [d](b.md#there) [e](https://x.y/z) `[f](no.md)` [g](#top)\n"
            (root / "a.md").write_text(text)
            pages = {name: read_page(name, (root / name).read_text()) for name in ("a.md", "b.md")}
            broken, followed = links.broken_links(root, pages)
            self.assertEqual(followed, 5)
            self.assertEqual([line.split(": ", 1)[1] for line in broken],
                             ["there is no c.md", "b.md has no anchor #there", "a.md has no anchor #top"])

    def test_twins_have_to_be_the_same(self):
        one = read_page("a", "```console\n$ x\ny\n```\n")
        for text in ["", "```console\n$ x\nz\n```\n", "```console\n$ x\n```\n", "```console exit=1\n$ x\ny\n```\n"]:
            pages = {links.TWINS[0][0]: one, links.TWINS[0][1]: read_page("b", text)}
            self.assertTrue(links.differing_twins(pages), text)
        self.assertEqual(links.differing_twins({name: one for name in links.TWINS[0]}), [])


if __name__ == "__main__":
    unittest.main()
