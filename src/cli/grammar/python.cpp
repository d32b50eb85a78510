#include "cli/grammar/grammar.hpp"

namespace ftenv {
namespace {

OptionSpec stored(Invocation& invocation, const char* help) {
  return {.names = "VERSION",
          .target = &invocation.options.python,
          .help = help,
          .value = "VERSION",
          .kind = ValueKind::stored_version};
}

CommandSpec install(Invocation& invocation) {
  return {.name = "install",
          .summary = "get a free-threaded interpreter into the store",
          .id = CommandId::python_install,
          .about = {"Finds, downloads or builds it; the system's Python is not touched. Without a version it "
                    "is the newest that ftenv knows."},
          .examples = {{"ftenv python install", "the newest"},
                       {"ftenv python install 3.14.8", "this one"},
                       {"ftenv python install 3.14 --from source", "build it here"}},
          .arguments = {{.names = "VERSION",
                         .target = &invocation.options.python,
                         .help = "3.14, 3.14.8, or a list in order of preference such as 3.14,3.13",
                         .value = "VERSION",
                         .kind = ValueKind::version}},
          .options = way_options(invocation)};
}

CommandSpec list(Invocation&) {
  return {.name = "list",
          .summary = "the interpreters that are here, and what each is good for",
          .id = CommandId::python_list,
          .about = {"Those of the store and all others that can be found on this machine."},
          .examples = {{"ftenv python list", "a table"}, {"ftenv python list --json", "for a program"}}};
}

CommandSpec which(Invocation& invocation) {
  return {.name = "which",
          .summary = "print the path of one of the store",
          .id = CommandId::python_which,
          .about = {"Prints the path and nothing else, for scripts."},
          .examples = {{"ftenv python which", "the newest"},
                       {"$(ftenv python which 3.14) -m venv env", "start it"}},
          .arguments = {stored(invocation, "3.14, 3.14.8 (default: the newest)")}};
}

CommandSpec verify(Invocation& invocation) {
  return {
      .name = "verify",
      .summary = "ask an interpreter everything that matters",
      .id = CommandId::python_verify,
      .about = {"Is it free-threaded, is the GIL off, where is its library, do all modules of the standard "
                "library import, and are two threads faster than one?"},
      .examples = {{"ftenv python verify", "the newest of the store"},
                   {"ftenv python verify /usr/bin/python3", "any other"}},
      .arguments = {
          {.names = "VERSION|PATH",
           .target = &invocation.interpreter,
           .help = "one of the store, 3.14 or 3.14.8 (default: the newest), or the path of any interpreter",
           .value = "VERSION|PATH",
           .kind = ValueKind::stored_version}}};
}

CommandSpec remove(Invocation& invocation) {
  CommandSpec remove{
      .name = "remove",
      .summary = "take one out of the store",
      .id = CommandId::python_remove,
      .about = {"Environments that were made with it stop working; `ftenv up` makes them again. Shows what "
                "goes and asks first."},
      .examples = {{"ftenv python remove 3.14.8", "this one"},
                   {"ftenv python remove 3.13 --dry-run", "only show what would go"}},
      .arguments = {stored(invocation, "3.14, 3.14.8")},
      .options = {
          {.names = "--dry-run", .target = &invocation.dry_run, .help = "only show what would be done"}}};
  remove.arguments[0].required = true;
  return remove;
}

CommandSpec pack(Invocation& invocation) {
  return {.name = "pack",
          .summary = "make one of the store a file for other machines",
          .id = CommandId::python_pack,
          .about = {"The file is for machines with the same system and processor. `ftenv up --archive FILE` "
                    "takes it there in seconds, without a network, and checks every file in it."},
          .examples = {{"ftenv python pack", "the newest, into a file here"},
                       {"ftenv python pack 3.14.8 -o py.tar.zst", "this one, into this file"}},
          .arguments = {stored(invocation, "3.14, 3.14.8 (default: the newest)")},
          .options = {{.names = "-o,--output",
                       .target = &invocation.output,
                       .help = "the file (default: named after what it holds, here)",
                       .value = "FILE",
                       .kind = ValueKind::file},
                      {.names = "--level",
                       .target = &invocation.level,
                       .help = "how hard the compressor tries, 1 to 19",
                       .value = "N",
                       .least = 1,
                       .most = 19}}};
}

}  // namespace

CommandSpec python_command(Invocation& invocation) {
  return {.name = "python",
          .summary = "the interpreters that ftenv keeps",
          .section = "Interpreters",
          .about = {"Free-threaded interpreters in a folder of ftenv's own, the store: ~/.local/share/ftenv, "
                    "or what FTENV_HOME says. All projects share them; the system's Python is not touched."},
          .examples = {{"ftenv python list", "which are here"}, {"ftenv python install 3.14", "get another"}},
          .children = {install(invocation), list(invocation), which(invocation), verify(invocation),
                       remove(invocation), pack(invocation)}};
}

}  // namespace ftenv
