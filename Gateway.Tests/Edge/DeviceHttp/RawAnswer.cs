using System.Text.Json.Nodes;
using Xunit;

namespace Gateway.Tests.Edge.DeviceHttp;

/// <summary>An HTTP answer as it stood on the wire.</summary>
internal sealed record RawAnswer(int Status, string Headers, byte[] Body)
{
    /// <summary>The body; fails when it is not declared as JSON in UTF-8.</summary>
    public JsonObject Json
    {
        get
        {
            Assert.Contains("Content-Type: application/json; charset=utf-8\r\n", Headers, StringComparison.Ordinal);
            return JsonNode.Parse(Body)!.AsObject();
        }
    }

    public int Result => Json[nameof(Result)]!.GetValue<int>();

    public string Content => Json[nameof(Content)]!.GetValue<string>();

    public string Msg => Json[nameof(Msg)]!.GetValue<string>();

    public int ErrCode => Json["errcode"]!.GetValue<int>();

    public string ErrMsg => Json["errmsg"]!.GetValue<string>();

    public override string ToString() => $"{Status} {Encoding.UTF8.GetString(Body)}";
}
