#include "cli/env/shell_lines.hpp"
#include "cli/text/output.hpp"

namespace ftenv {
namespace {

constexpr int k_id_columns = 12;

// Of the machine that the plan is for: what its people usually have.
std::string shell_of(const Host& host) {
  return host.os == "windows" ? "powershell" : "sh";
}

}  // namespace

std::string render_plan(const Plan& plan, const Style& style, bool with_commands, const Host& host) {
  const std::string prompt = host.os == "windows" ? "PS> " : "$ ";
  std::string text;
  for (const std::string& note : plan.notes) text += "note: " + note + "\n";
  for (const PlannedStep& step : plan.steps) {
    const std::string mark = step.verdict == Verdict::change  ? style.mark_todo()
                             : step.verdict == Verdict::ready ? style.mark_done()
                                                              : style.mark_idle();
    text += mark + " " + pad_to(step.step.id, k_id_columns) + step.because + "\n";
    if (!with_commands) continue;
    for (const Command& command : step.commands) {
      const std::string sudo = command.privileged && !host.root && host.os != "windows" ? "sudo " : "";
      for (const std::string& line : command_lines(shell_of(host), command))
        text += style.dim("               " + prompt + sudo + line) + "\n";
    }
  }
  return text;
}

Json plan_json(const Plan& plan, const Host& host) {
  Json steps(Json::Array{});
  for (const PlannedStep& step : plan.steps) {
    Json commands(Json::Array{});
    for (const Command& command : step.commands) {
      Json item = Json::object({{"argv", Json::array(command.argv)}, {"privileged", command.privileged}});
      Json environment(Json::Object{});
      for (const auto& [name, value] : command.environment) environment.set(name, value);
      item.set("environment", environment);
      item.set("lines", Json::array(command_lines(shell_of(host), command)));
      commands.push(item);
    }
    steps.push(Json::object({{"id", step.step.id},
                             {"title", step.step.title},
                             {"needs", Json::array(step.step.needs)},
                             {"verdict", std::string(verdict_name(step.verdict))},
                             {"because", step.because},
                             {"commands", commands}}));
  }
  return steps;
}

}  // namespace ftenv
