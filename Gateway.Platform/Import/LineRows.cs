using Gateway.Platform.Problems;

namespace Gateway.Platform.Import;

/// <summary>The rows of a streamed body: its lines.</summary>
/// <typeparam name="T">What a line says.</typeparam>
internal sealed class LineRows<T>(LineReader lines, IImportLines<T> format) : ImportRows<T>
    where T : class
{
    public override long Number => lines.Number;

    public override string? Name => lines.TooLong ? null : format.NameOf(lines.Line);

    public override async Task<FieldErrors?> BeginAsync(CancellationToken cancellation)
    {
        if (!format.HasHeader) return null;
        var errors = new FieldErrors();
        if (!await NextAsync(cancellation)) errors.Add("header", ProblemKinds.ImportHeaderInvalid, "is missing: the body is empty");
        else if (lines.TooLong) errors.Add("header", ProblemKinds.ImportHeaderInvalid, $"is longer than {lines.Max} bytes");
        else format.ReadHeader(lines.Line, errors);
        return errors.Any ? errors : null;
    }

    public override async ValueTask<bool> NextAsync(CancellationToken cancellation)
    {
        do if (!await lines.ReadAsync(cancellation)) return false;
        while (lines.Line.IsEmpty && !lines.TooLong);

        return true;
    }

    public override T? Read(FieldErrors errors)
    {
        if (!lines.TooLong) return format.Read(lines.Line, errors);
        errors.Add("line", ProblemKinds.BodyMalformed, $"is longer than {lines.Max} bytes");
        return null;
    }
}
