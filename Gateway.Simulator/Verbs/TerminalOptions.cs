using System.CommandLine;
using System.CommandLine.Parsing;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Verbs;

/// <summary>Which terminal it is, for verbs that are one.</summary>
internal sealed class TerminalOptions
{
    private readonly Option<string> _sn;

    private readonly Option<string> _key = new("--key")
    {
        Description = "The terminal's key, eight characters; without it the one that run makes from --seed and the SN."
    };

    private readonly Option<long> _seed = OptionRules.Number("--seed", "As for run.", 1L);
    private readonly Option<string> _order = new("--order") { Description = "Byte order of the 16-bit fields.", DefaultValueFactory = _ => "big" };

    /// <param name="sn">What the SN is for, for people.</param>
    public TerminalOptions(string sn)
    {
        _sn = new Option<string>("--sn") { Description = sn, Required = true }.MakingSns();
        _order.AcceptOnlyFromAmong("big", "little");
    }

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        foreach (var option in new Option[] { _sn, _key, _seed, _order }) verb.Options.Add(option);
        verb.Validators.Add(Validate);
    }

    public string Sn(ParseResult parsed) => parsed.GetRequiredValue(_sn);

    public string Key(ParseResult parsed) => parsed.GetValue(_key) ?? TerminalKeys.Derive(parsed.GetValue(_seed), Sn(parsed));

    public TerminalIdentity Identity(ParseResult parsed) => new(
        Sn(parsed),
        Key(parsed),
        parsed.GetValue(_order) == "little" ? ByteOrder.Little : ByteOrder.Big);

    /// <summary>The key is checked here, so that its text is in no message.</summary>
    private void Validate(CommandResult result)
    {
        if (result.GetValue(_key) is { } key && !DesKey.TryParse(key, out _, out var error)) result.AddError($"--key: {error}.");
    }
}
