#include "inspect/workflow/workflow.hpp"

#include "base/text.hpp"
#include "support/catch.hpp"

using namespace ftenv;

namespace {

Workflow read(const std::string& text) {
  auto workflow = read_workflow(text, "w.yml");
  INFO((workflow ? "" : workflow.error().message));
  REQUIRE(workflow);
  return std::move(*workflow);
}

// "os=linux,python=3.14" for each row.
std::vector<std::string> rows(const std::string& matrix) {
  const Workflow workflow = read("jobs:\n  a:\n    strategy:\n      matrix: " + matrix + "\n");
  if (!workflow.jobs.at(0).matrix_known) return {"unknown"};
  std::vector<std::string> shown;
  for (const MatrixRow& row : workflow.jobs[0].rows) {
    std::vector<std::string> values;
    for (const auto& [path, value] : row.values) values.push_back(path + "=" + value.shown());
    shown.push_back(join(values, ","));
  }
  return shown;
}

using Rows = std::vector<std::string>;

ExpressionValue some_names(const std::string& path) {
  if (path == "matrix.python") return ExpressionValue::of("3.14t");
  if (path == "matrix.ft") return ExpressionValue::of_flag(true);
  if (path == "matrix.none") return ExpressionValue::none();
  return {};
}

// "yes", "no", "maybe"
std::string asked(const std::string& condition) {
  const Truth truth = holds(condition, some_names);
  return truth == Truth::yes ? "yes" : truth == Truth::no ? "no" : "maybe";
}

}  // namespace

TEST_CASE("a matrix as GitHub multiplies it") {
  CHECK(rows("{os: [l, m], py: [1, 2]}") == Rows{"os=l,py=1", "os=l,py=2", "os=m,py=1", "os=m,py=2"});
  CHECK(rows("{os: [l, m], py: [1, 2], exclude: [{os: l, py: 2}, {os: m}]}") == Rows{"os=l,py=1"});
  // An entry that agrees joins, one that does not is a row.
  CHECK(rows("{os: [l, m], include: [{os: l, x: 1}, {y: 2}, {os: w}]}") ==
        Rows{"os=l,x=1,y=2", "os=m,y=2", "os=w"});
  CHECK(rows("{include: [{os: l}, {os: m, ft: true}]}") == Rows{"os=l", "ft=true,os=m"});
  CHECK(rows("{p: [{os: l, arch: x}]}") == Rows{"p.arch=x,p.os=l"});
  CHECK(rows("${{ fromJSON(needs.a.outputs.m) }}") == Rows{"unknown"});
  CHECK(rows("{os: '${{ inputs.os }}'}") == Rows{"unknown"});
  CHECK(read("jobs: {a: {steps: []}}").jobs.at(0).rows.size() == 1);
}

TEST_CASE("conditions: known, and not") {
  CHECK(asked("") == "yes");
  CHECK(asked("matrix.ft") == "yes");
  CHECK(asked("${{ !matrix.ft }}") == "no");
  CHECK(asked("matrix.ft == true && endsWith(matrix.python, 'T')") == "yes");
  CHECK(asked("matrix.python != '3.14t' || matrix.none") == "no");
  CHECK(asked("github.event_name == 'push'") == "maybe");
  CHECK(asked("github.event_name == 'push' && !matrix.ft") == "no");
  CHECK(asked("(github.ref == 'x' || matrix.ft) && always()") == "yes");
  CHECK(asked("startsWith(github.ref, 'refs/tags/')") == "maybe");
  CHECK(asked("contains(matrix['python'], '14')") == "yes");
  CHECK(asked("matrix.ft && (") == "maybe");
  CHECK(asked(std::string(5000, '(')) == "maybe");
  CHECK(asked("!") == "maybe");
}

TEST_CASE("texts with expressions in them") {
  CHECK(fill_in("py${{ matrix.python }}-${{ matrix.ft && 'ft' || 'gil' }}", some_names).text == "py3.14t-ft");
  CHECK(fill_in("${{ format('a{0}', matrix.python) }}", some_names).text == "a3.14t");
  const FilledText open = fill_in("a-${{ runner.os }}-${{ matrix.python }}", some_names);
  CHECK(open.text == "a-${{ runner.os }}-3.14t");
  CHECK_FALSE(open.known);
  CHECK(fill_in("no end ${{ matrix.python", some_names).text == "no end ${{ matrix.python");
}

TEST_CASE("jobs, what they need, and the steps' words in a row") {
  const Workflow workflow = read(
      "env: {A: all}\n"
      "jobs:\n"
      "  one: {uses: ./x.yml}\n"
      "  two:\n"
      "    needs: one\n"
      "    env: {B: '${{ matrix.p }}!'}\n"
      "    strategy: {matrix: {p: [1]}}\n"
      "    steps:\n"
      "      - uses: Actions/Setup-Python@v5\n"
      "        if: matrix.p\n"
      "  three:\n"
      "    needs: [two]\n"
      "    steps:\n      - run: x\n");
  CHECK(workflow.job("one")->calls == "./x.yml");
  CHECK(workflow.all_needs(*workflow.job("three")) == std::vector<std::string>{"two", "one"});
  const WorkflowJob& two = *workflow.job("two");
  const WorkflowStep& step = two.steps.at(0);
  CHECK(step.action == "actions/setup-python");
  CHECK(step.action_version == "v5");
  CHECK(step.at.line == 9);
  const ExpressionNames names = names_in(workflow, two, two.rows[0], &step);
  CHECK(fill_in("${{ env.A }} ${{ env.B }} ${{ matrix.nothing }}", names).text == "all 1! ");
  CHECK_FALSE(fill_in("${{ env.C }}", names).known);
  CHECK(workflow.job("nobody") == nullptr);
}
