namespace Gateway.Codec.Bodies;

/// <summary>A record of an upload that cannot be read (D18).</summary>
public sealed class AttendanceEntryFault
{
    private readonly string _what;

    internal AttendanceEntryFault(int index, string field, string what)
    {
        Index = index;
        Field = field;
        _what = what;
    }

    /// <summary>Its place in the upload, from 0.</summary>
    public int Index { get; }

    /// <summary>The field at fault; empty if it is the record as a whole.</summary>
    public string Field { get; }

    /// <summary>What is wrong, naming record and field but no value; fit for <c>result_desc</c>.</summary>
    public string Description => string.Create(CultureInfo.InvariantCulture, $"logs[{Index}]{(Field.Length == 0 ? "" : ".")}{Field} {_what}");

    /// <summary>The description; never the record.</summary>
    public override string ToString() => Description;
}
