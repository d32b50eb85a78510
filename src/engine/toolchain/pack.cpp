#include "engine/toolchain/pack.hpp"

#include "base/text.hpp"
#include "inspect/native/elf_needs.hpp"

namespace ftenv {
Json pack_facts_json(const PackFacts& facts) {
  return Json::object({{"version", facts.version.text()},
                       {"abi", facts.abi},
                       {"platform", facts.platform},
                       {"libc", facts.libc},
                       {"prefix", facts.prefix},
                       {"origin", facts.origin},
                       {"built_by_ftenv", facts.built_by_ftenv},
                       {"optimized", facts.optimized},
                       {"tkinter", facts.tkinter}});
}

Result<PackFacts> read_pack_facts(const Json& json) {
  PackFacts facts;
  const auto version = Version::parse(json["version"].string_or(""));
  facts.abi = json["abi"].string_or("");
  facts.platform = json["platform"].string_or("");
  facts.libc = json["libc"].string_or("");
  facts.prefix = json["prefix"].string_or("");
  facts.origin = json["origin"].string_or("");
  facts.built_by_ftenv = json["built_by_ftenv"].bool_or(false);
  facts.optimized = json["optimized"].bool_or(false);
  facts.tkinter = json["tkinter"].bool_or(false);
  if (!version || facts.abi.empty() || facts.platform.empty() || !starts_with(facts.prefix, "/"))
    return fail(ErrorCode::archive, "the pack does not say what is in it");
  facts.version = *version;
  return facts;
}

Status check_pack_host(const PackFacts& facts, const Host& host) {
  if (facts.platform != host.platform()) {
    return fail(ErrorCode::unsupported,
                "the pack is for " + facts.platform + ", this machine is " + host.platform());
  }
  const auto need = Version::parse(facts.libc + ".0");
  const auto have = Version::parse(host.libc_version + ".0");
  if (need && have && *have < *need) {
    return fail(ErrorCode::unsupported,
                "the pack needs " + host.libc + " " + facts.libc + ", this machine has " + host.libc_version,
                {"have it packed on the oldest system that your team uses"});
  }
  return {};
}

std::string pack_file_name(const Toolchain& toolchain, const Host& host) {
  return "cpython-" + toolchain.facts.version.text() + "t-" + host.platform() + ".tar.zst";
}

Result<PackSummary> pack_toolchain(Services& services, const Toolchain& toolchain, const fs::path& target,
                                   int level) {
  PackFacts facts;
  facts.version = toolchain.facts.version;
  facts.abi = toolchain.facts.abi();
  facts.platform = services.host.platform();
  FTENV_TRY(facts.libc, glibc_needed(toolchain.prefix));
  facts.prefix = toolchain.prefix.string();
  facts.origin = toolchain.origin;
  facts.built_by_ftenv = toolchain.built_by_ftenv();
  facts.optimized = toolchain.optimized;
  facts.tkinter = toolchain.tkinter;

  PackRequest request;
  request.directory = toolchain.prefix;
  request.top = "cpython-" + facts.version.text() + "t";
  request.facts = pack_facts_json(facts);
  request.target = target;
  if (level > 0) request.level = level;
  request.cancelled = [&services] { return services.cancel.requested(); };
  request.on_progress = [&services](std::uintmax_t done, std::uintmax_t total) {
    services.reporter.step_progress("pack", {"packing", done, total, true, 0});
  };
  return write_pack(request);
}

}  // namespace ftenv
