// Workflows as people write them: what is found in each, line by line, and nothing else.
#include "base/line_diff.hpp"
#include "ci_fixture.hpp"
#include "support/catch.hpp"

using namespace ftenv;
using namespace ftenv::test;

namespace {

using Place = std::pair<int, std::string>;  // line, id

// `# finds CI-03` at the end of a line, or `# finds CI-06 in 26` for one that can't have a comment.
std::set<Place> expected(const std::string& text) {
  std::set<Place> places;
  int line = 0;
  for (const std::string& whole : split_lines(text)) {
    ++line;
    const std::size_t at = whole.find("# finds CI-");
    if (at == std::string::npos) continue;
    const std::vector<std::string> words = split_words(whole.substr(at));
    places.insert({words.size() > 4 ? std::stoi(words[4]) : line, words[2]});
  }
  return places;
}

}  // namespace

TEST_CASE("ci check: the styles of the public") {
  const CiFixture fixture;
  const fs::path folder = fs::path(FTENV_SOURCE_DIR) / "tests" / "adapter" / "engine" / "workflows";
  int files = 0;
  std::size_t marks = 0;
  for (fs::directory_iterator at(folder), end; at != end; ++at) {
    const std::string text = read_file(at->path());
    const CiReport report = fixture.check(text, false);
    INFO(at->path().filename().string());
    INFO(all_found(report));
    std::set<Place> found;
    for (const CiFinding& one : report.findings) found.insert({one.at.line, one.finding.id});
    CHECK(found == expected(text));
    ++files;
    marks += expected(text).size();
  }
  CHECK(files >= 8);
  CHECK(marks >= 9);
}

TEST_CASE("ci check: --fix changes what it must, in the style of the file") {
  const CiFixture fixture;
  const std::string text =
      "on: push\r\n"
      "jobs:\r\n"
      "  build:  # both\r\n"
      "    strategy: {matrix: {ft: [true, false]}}\r\n"
      "    runs-on: ubuntu-latest\r\n"
      "    steps:\r\n"
      "      - uses: actions/setup-python@v6\r\n"
      "        with:\r\n"
      "          python-version: '3.14'   # the newest\r\n"
      "          freethreaded: ${{ matrix.ft }}\r\n"
      "      - uses: Swatinem/rust-cache@v2\r\n"
      "        with:\r\n"
      "          workspaces: rust\r\n"
      "      - uses: PyO3/maturin-action@v1\r\n"
      "        with: {args: --release -F pyo3/abi3-py311}\r\n";
  CHECK(ids_of(fixture.check(text, false)) == std::set<std::string>{"CI-06", "CI-09"});
  const std::string after = fixture.mended(text);
  const std::string wanted = replace_all(
      replace_all(text, "workspaces: rust\r\n", "workspaces: rust\r\n          key: ${{ matrix.ft }}\r\n"),
      "maturin-action@v1\r\n", "maturin-action@v1\r\n        if: ${{ !matrix.ft }}\r\n");
  CHECK(after == wanted);
  const std::string diff = line_diff(text, after, "w.yml").text;
  CHECK(contains(diff, "+          key: ${{ matrix.ft }}\r\n"));
  CHECK_FALSE(contains(diff, "\n- "));
}

TEST_CASE("ci check: what publishes waits for every kind of list") {
  const CiFixture fixture;
  const std::string jobs =
      "jobs:\n"
      "  build-cp314t:\n"
      "    runs-on: macos-latest\n"
      "    steps:\n"
      "      - uses: actions/upload-artifact@v5\n"
      "        with: {name: w, path: dist}\n"
      "  lint: {runs-on: macos-latest}\n"
      "  publish:\n"
      "    runs-on: macos-latest\n"
      "NEEDS"
      "    steps:\n"
      "      - uses: actions/download-artifact@v6\n"
      "      - run: twine upload dist/*\n";
  const std::vector<std::pair<std::string, std::string>> lists = {
      {"", "    needs: [build-cp314t]\n"},
      {"    needs: lint  # x\n", "    needs: [lint, build-cp314t]  # x\n"},
      {"    needs: [lint]\n", "    needs: [lint, build-cp314t]\n"},
      {"    needs:\n      - lint  # x\n", "    needs:\n      - lint  # x\n      - build-cp314t\n"},
  };
  for (const auto& [before, wanted] : lists) {
    INFO(before);
    const std::string text = replace_all(jobs, "NEEDS", before);
    CHECK(ids_of(fixture.check(text, false)) == std::set<std::string>{"CI-11"});
    CHECK(fixture.mended(text) == replace_all(jobs, "NEEDS", wanted));
  }
}
