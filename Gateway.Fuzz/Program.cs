using System.CommandLine;
using System.Diagnostics;
using Gateway.Fuzz.Engine;
using Gateway.Fuzz.Targets;

var names = FuzzTargets.New().Select(target => target.Name).ToArray();
var inputs = new Option<long>("--inputs") { Description = "How many inputs, over all targets.", DefaultValueFactory = _ => 1_000_000 };
var only = new Option<string[]>("--target") { Description = "Only these; may be repeated.", DefaultValueFactory = _ => names };
only.AcceptOnlyFromAmong(names);
var seed = new Option<int>("--seed") { Description = "The same seed makes the same inputs.", DefaultValueFactory = _ => 1 };
var failures = new Option<DirectoryInfo>("--failures") { Description = "Where inputs that fail are kept.", DefaultValueFactory = _ => new DirectoryInfo("fuzz-failures") };
var check = new Option<FileInfo>("--check") { Description = "Run one kept input again, against the one --target." };
var root = new RootCommand(
    "Hostile bytes for everything that reads bytes from outside: no exception, no input that takes 100 ms, no property broken. Exit code 1 when one was found.")
{
    inputs, only, seed, failures, check
};
root.SetAction(parsed =>
{
    var chosen = parsed.GetRequiredValue(only);
    if (parsed.GetValue(check) is { } file)
    {
        var target = FuzzTargets.New().Single(candidate => candidate.Name == chosen[0]);
        return Tell(Fuzzer.Check(target, File.ReadAllBytes(file.FullName), out _) is { } again ? [again] : [], parsed.GetRequiredValue(failures));
    }

    var each = Math.Max(1, parsed.GetRequiredValue(inputs) / chosen.Length);
    var found = new List<Finding>();
    Parallel.For(0, chosen.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, index =>
    {
        var fuzzer = new Fuzzer(FuzzTargets.New().Single(target => target.Name == chosen[index]), parsed.GetValue(seed) + index);
        var began = Stopwatch.GetTimestamp();
        var finding = fuzzer.Run(each, CancellationToken.None);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{chosen[index],-10} {fuzzer.Runs,12:N0} inputs  {fuzzer.Results,8:N0} different results  {fuzzer.Runs / seconds,10:N0}/s"));
        if (finding is null) return;
        lock (found) found.Add(finding);
    });
    return Tell(found, parsed.GetRequiredValue(failures));
});
return root.Parse(args).Invoke();

static int Tell(IReadOnlyList<Finding> found, DirectoryInfo directory)
{
    foreach (var finding in found)
    {
        directory.Create();
        var path = Path.Combine(directory.FullName, $"{finding.Target}-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(finding.Input))[..12]}");
        File.WriteAllBytes(path, finding.Input);
        Console.WriteLine($"FOUND at {finding.Target}, {finding.Input.Length} bytes, kept as {path}\n  {finding.What}");
    }

    Console.WriteLine(found.Count == 0 ? "nothing was found" : $"{found.Count} found");
    return found.Count == 0 ? 0 : 1;
}
